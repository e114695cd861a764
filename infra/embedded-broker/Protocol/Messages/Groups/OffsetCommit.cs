namespace MsaSample.Broker.Protocol.Messages.Groups;

// OffsetCommit (key 8), v2-9.
// v2-4: retention_time_ms. v3: throttle_time_ms. v6: committed_leader_epoch. v7: group_instance_id. v8: flexible. v9: as v8 (KIP-848).
internal sealed record OffsetCommitRequest(
    string GroupId,
    int GenerationId,
    string MemberId,
    string? InstanceId,
    IReadOnlyList<OffsetCommitTopic> Topics) : IRequest<OffsetCommitRequest>
{
    public IResponse Fail(ErrorCode error) => new OffsetCommitResponse(
        [.. Topics.Select(
            t => new OffsetCommitTopicResult(t.Name, [.. t.Partitions.Select(p => new OffsetCommitPartitionResult(p.Index, error))]))]);

    public static OffsetCommitRequest Read(ref KafkaReader reader, short version)
    {
        var groupId = reader.ReadString();
        var generationId = reader.ReadInt32();
        var memberId = reader.ReadString();
        var instanceId = version >= 7 ? reader.ReadNullableString() : null;
        if (version <= 4)
            reader.ReadInt64(); // retention_time_ms: the broker's retention applies, as in Kafka since 2.1

        var topics = reader.ReadArray<OffsetCommitTopic>(version);
        reader.SkipTaggedFields();
        return new OffsetCommitRequest(groupId, generationId, memberId, instanceId, topics);
    }
}

internal sealed record OffsetCommitTopic(string Name, IReadOnlyList<OffsetCommitPartition> Partitions) : IReadable<OffsetCommitTopic>
{
    public static OffsetCommitTopic Read(ref KafkaReader reader, short version)
    {
        var topic = new OffsetCommitTopic(reader.ReadString(), reader.ReadArray<OffsetCommitPartition>(version));
        reader.SkipTaggedFields();
        return topic;
    }
}

internal sealed record OffsetCommitPartition(int Index, long Offset, int LeaderEpoch, string? Metadata) : IReadable<OffsetCommitPartition>
{
    public static OffsetCommitPartition Read(ref KafkaReader reader, short version)
    {
        var partition = new OffsetCommitPartition(
            Index: reader.ReadInt32(),
            Offset: reader.ReadInt64(),
            LeaderEpoch: version >= 6 ? reader.ReadInt32() : -1,
            Metadata: reader.ReadNullableString());
        reader.SkipTaggedFields();
        return partition;
    }
}

internal sealed record OffsetCommitResponse(IReadOnlyList<OffsetCommitTopicResult> Topics) : IResponse
{
    /// <summary>A response with the same error for every partition of the request.</summary>
    public static OffsetCommitResponse Failed(OffsetCommitRequest request, ErrorCode error) => new(
        [.. request.Topics.Select(t => new OffsetCommitTopicResult(
            t.Name, [.. t.Partitions.Select(p => new OffsetCommitPartitionResult(p.Index, error))]))]);

    public void Write(KafkaWriter writer, short version)
    {
        if (version >= 3)
            writer.WriteInt32(0); // throttle_time_ms

        writer.WriteArray(Topics, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record OffsetCommitTopicResult(string Name, IReadOnlyList<OffsetCommitPartitionResult> Partitions) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(Name);
        writer.WriteArray(Partitions, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record OffsetCommitPartitionResult(int Index, ErrorCode Error) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(Index);
        writer.WriteError(Error);
        writer.WriteNoTaggedFields();
    }
}
