namespace MsaSample.Broker.Protocol.Messages.Transactions;

// TxnOffsetCommit (key 28), v0-3 (KIP-98).
// v2: committed_leader_epoch. v3: flexible, generation_id, member_id, group_instance_id (KIP-447).
internal sealed record TxnOffsetCommitRequest(
    string TransactionalId,
    string GroupId,
    long ProducerId,
    short ProducerEpoch,
    int GenerationId,
    string MemberId,
    string? InstanceId,
    IReadOnlyList<TxnOffsetCommitTopic> Topics) : IRequest<TxnOffsetCommitRequest>
{
    public IResponse Fail(ErrorCode error) => new TxnOffsetCommitResponse([.. Topics.Select(topic => new TransactionTopicResult(
        topic.Name, [.. topic.Partitions.Select(partition => new TransactionPartitionResult(partition.Index, error))]))]);

    public static TxnOffsetCommitRequest Read(ref KafkaReader reader, short version)
    {
        var request = new TxnOffsetCommitRequest(
            TransactionalId: reader.ReadString(),
            GroupId: reader.ReadString(),
            ProducerId: reader.ReadInt64(),
            ProducerEpoch: reader.ReadInt16(),
            GenerationId: version >= 3 ? reader.ReadInt32() : -1,
            MemberId: version >= 3 ? reader.ReadString() : "",
            InstanceId: version >= 3 ? reader.ReadNullableString() : null,
            Topics: reader.ReadArray<TxnOffsetCommitTopic>(version));
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record TxnOffsetCommitTopic(
    string Name, IReadOnlyList<TxnOffsetCommitPartition> Partitions) : IReadable<TxnOffsetCommitTopic>
{
    public static TxnOffsetCommitTopic Read(ref KafkaReader reader, short version)
    {
        var topic = new TxnOffsetCommitTopic(reader.ReadString(), reader.ReadArray<TxnOffsetCommitPartition>(version));
        reader.SkipTaggedFields();
        return topic;
    }
}

internal sealed record TxnOffsetCommitPartition(
    int Index, long Offset, int LeaderEpoch, string? Metadata) : IReadable<TxnOffsetCommitPartition>
{
    public static TxnOffsetCommitPartition Read(ref KafkaReader reader, short version)
    {
        var partition = new TxnOffsetCommitPartition(
            Index: reader.ReadInt32(),
            Offset: reader.ReadInt64(),
            LeaderEpoch: version >= 2 ? reader.ReadInt32() : -1,
            Metadata: reader.ReadNullableString());
        reader.SkipTaggedFields();
        return partition;
    }
}

internal sealed record TxnOffsetCommitResponse(IReadOnlyList<TransactionTopicResult> Topics) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteArray(Topics, version);
        writer.WriteNoTaggedFields();
    }
}
