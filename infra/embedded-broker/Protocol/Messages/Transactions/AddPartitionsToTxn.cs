namespace MsaSample.Broker.Protocol.Messages.Transactions;

// AddPartitionsToTxn (key 24), v0-3 (KIP-98).
// v2: PRODUCER_FENCED may be answered (KIP-588). v3: flexible. v4 and later are between brokers.
internal sealed record AddPartitionsToTxnRequest(
    string TransactionalId, long ProducerId, short ProducerEpoch, IReadOnlyList<TransactionTopic> Topics)
    : IRequest<AddPartitionsToTxnRequest>
{
    public IResponse Fail(ErrorCode error) => new AddPartitionsToTxnResponse([.. Topics.Select(topic => topic.Fail(error))]);

    public static AddPartitionsToTxnRequest Read(ref KafkaReader reader, short version)
    {
        var request = new AddPartitionsToTxnRequest(
            TransactionalId: reader.ReadString(),
            ProducerId: reader.ReadInt64(),
            ProducerEpoch: reader.ReadInt16(),
            Topics: reader.ReadArray<TransactionTopic>(version));
        reader.SkipTaggedFields();
        return request;
    }
}

/// <summary>A topic and some of its partitions; several transaction APIs have this struct.</summary>
internal sealed record TransactionTopic(string Name, IReadOnlyList<int> Partitions) : IReadable<TransactionTopic>, IWritable
{
    /// <summary>A result with the same error for each partition.</summary>
    public TransactionTopicResult Fail(ErrorCode error) =>
        new(Name, [.. Partitions.Select(index => new TransactionPartitionResult(index, error))]);

    public static TransactionTopic Read(ref KafkaReader reader, short version)
    {
        var topic = new TransactionTopic(reader.ReadString(), reader.ReadInt32s());
        reader.SkipTaggedFields();
        return topic;
    }

    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(Name);
        writer.WriteInt32s(Partitions);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record AddPartitionsToTxnResponse(IReadOnlyList<TransactionTopicResult> Topics) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteArray(Topics, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record TransactionTopicResult(string Name, IReadOnlyList<TransactionPartitionResult> Partitions) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(Name);
        writer.WriteArray(Partitions, version);
        writer.WriteNoTaggedFields();
    }
}

internal readonly record struct TransactionPartitionResult(int Index, ErrorCode Error) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(Index);
        writer.WriteError(Error);
        writer.WriteNoTaggedFields();
    }
}
