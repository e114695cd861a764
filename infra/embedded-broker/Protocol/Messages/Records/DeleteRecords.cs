namespace MsaSample.Broker.Protocol.Messages.Records;

// DeleteRecords (key 21), v0-2.
// v2: flexible.
internal sealed record DeleteRecordsRequest(IReadOnlyList<DeleteRecordsTopic> Topics, int TimeoutMs) : IRequest<DeleteRecordsRequest>
{
    public IResponse Fail(ErrorCode error) => new DeleteRecordsResponse(
        [.. Topics.Select(t => new DeleteRecordsTopicResult(
            t.Name, [.. t.Partitions.Select(p => new DeleteRecordsPartitionResult(p.Index, -1, error))]))]);

    public static DeleteRecordsRequest Read(ref KafkaReader reader, short version)
    {
        var request = new DeleteRecordsRequest(reader.ReadArray<DeleteRecordsTopic>(version), reader.ReadInt32());
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record DeleteRecordsTopic(string Name, IReadOnlyList<DeleteRecordsPartition> Partitions) : IReadable<DeleteRecordsTopic>
{
    public static DeleteRecordsTopic Read(ref KafkaReader reader, short version)
    {
        var topic = new DeleteRecordsTopic(reader.ReadString(), reader.ReadArray<DeleteRecordsPartition>(version));
        reader.SkipTaggedFields();
        return topic;
    }
}

/// <summary>Deletes the records before <paramref name="Offset"/>; -1 stands for the high watermark.</summary>
internal sealed record DeleteRecordsPartition(int Index, long Offset) : IReadable<DeleteRecordsPartition>
{
    public const long HighWatermark = -1;

    public static DeleteRecordsPartition Read(ref KafkaReader reader, short version)
    {
        var partition = new DeleteRecordsPartition(reader.ReadInt32(), reader.ReadInt64());
        reader.SkipTaggedFields();
        return partition;
    }
}

internal sealed record DeleteRecordsResponse(IReadOnlyList<DeleteRecordsTopicResult> Topics) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteArray(Topics, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record DeleteRecordsTopicResult(string Name, IReadOnlyList<DeleteRecordsPartitionResult> Partitions) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(Name);
        writer.WriteArray(Partitions, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record DeleteRecordsPartitionResult(int Index, long LowWatermark, ErrorCode Error) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(Index);
        writer.WriteInt64(LowWatermark);
        writer.WriteError(Error);
        writer.WriteNoTaggedFields();
    }
}
