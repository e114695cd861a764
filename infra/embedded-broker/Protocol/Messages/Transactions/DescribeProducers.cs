namespace MsaSample.Broker.Protocol.Messages.Transactions;

// DescribeProducers (key 61), v0 (KIP-664). Always flexible.
internal sealed record DescribeProducersRequest(IReadOnlyList<TransactionTopic> Topics) : IRequest<DescribeProducersRequest>
{
    public IResponse Fail(ErrorCode error) => new DescribeProducersResponse([.. Topics.Select(topic => new ProducersTopicResult(
        topic.Name, [.. topic.Partitions.Select(index => new ProducersPartitionResult(index, error, null, []))]))]);

    public static DescribeProducersRequest Read(ref KafkaReader reader, short version)
    {
        var request = new DescribeProducersRequest(reader.ReadArray<TransactionTopic>(version));
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record DescribeProducersResponse(IReadOnlyList<ProducersTopicResult> Topics) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteArray(Topics, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record ProducersTopicResult(string Name, IReadOnlyList<ProducersPartitionResult> Partitions) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(Name);
        writer.WriteArray(Partitions, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record ProducersPartitionResult(
    int Index, ErrorCode Error, string? ErrorMessage, IReadOnlyList<ActiveProducer> Producers) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(Index);
        writer.WriteError(Error);
        writer.WriteNullableString(ErrorMessage);
        writer.WriteArray(Producers, version);
        writer.WriteNoTaggedFields();
    }
}

/// <summary>A producer; fields without a value (no sequence, no marker, no open transaction) are -1.</summary>
internal readonly record struct ActiveProducer(
    long ProducerId, int Epoch, int LastSequence, long LastTimestampMs, int CoordinatorEpoch, long TransactionStartOffset) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt64(ProducerId);
        writer.WriteInt32(Epoch);
        writer.WriteInt32(LastSequence);
        writer.WriteInt64(LastTimestampMs);
        writer.WriteInt32(CoordinatorEpoch);
        writer.WriteInt64(TransactionStartOffset);
        writer.WriteNoTaggedFields();
    }
}
