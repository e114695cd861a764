namespace MsaSample.Broker.Protocol.Messages.Groups;

// OffsetDelete (key 47), v0 (KIP-496). Never flexible.
internal sealed record OffsetDeleteRequest(string GroupId, IReadOnlyList<OffsetDeleteTopic> Topics) : IRequest<OffsetDeleteRequest>
{
    public IResponse Fail(ErrorCode error) => new OffsetDeleteResponse(error, []);

    public static OffsetDeleteRequest Read(ref KafkaReader reader, short version) =>
        new(reader.ReadString(), reader.ReadArray<OffsetDeleteTopic>(version));
}

internal sealed record OffsetDeleteTopic(string Name, IReadOnlyList<int> Partitions) : IReadable<OffsetDeleteTopic>
{
    public static OffsetDeleteTopic Read(ref KafkaReader reader, short version) => new(reader.ReadString(), reader.ReadInt32s());
}

internal sealed record OffsetDeleteResponse(ErrorCode Error, IReadOnlyList<OffsetDeleteTopicResult> Topics) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteError(Error);
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteArray(Topics, version);
    }
}

internal sealed record OffsetDeleteTopicResult(string Name, IReadOnlyList<OffsetDeletePartitionResult> Partitions) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(Name);
        writer.WriteArray(Partitions, version);
    }
}

internal sealed record OffsetDeletePartitionResult(int Index, ErrorCode Error) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(Index);
        writer.WriteError(Error);
    }
}
