namespace MsaSample.Broker.Protocol.Messages.Topics;

// CreatePartitions (key 37), v0-3.
// v2: flexible. v3: as v2 here.
internal sealed record CreatePartitionsRequest(IReadOnlyList<CreatePartitionsTopic> Topics, int TimeoutMs, bool ValidateOnly)
    : IRequest<CreatePartitionsRequest>
{
    public IResponse Fail(ErrorCode error) =>
        new CreatePartitionsResponse([.. Topics.Select(t => new CreatePartitionsResult(t.Name, error, null))]);

    public static CreatePartitionsRequest Read(ref KafkaReader reader, short version)
    {
        var request = new CreatePartitionsRequest(
            reader.ReadArray<CreatePartitionsTopic>(version), reader.ReadInt32(), reader.ReadBoolean());
        reader.SkipTaggedFields();
        return request;
    }
}

/// <summary>A topic with its new total of partitions; null assignments let the broker choose.</summary>
internal sealed record CreatePartitionsTopic(string Name, int Count, IReadOnlyList<NewPartitionAssignment>? Assignments)
    : IReadable<CreatePartitionsTopic>
{
    public static CreatePartitionsTopic Read(ref KafkaReader reader, short version)
    {
        var topic = new CreatePartitionsTopic(
            reader.ReadString(), reader.ReadInt32(), reader.ReadNullableArray<NewPartitionAssignment>(version));
        reader.SkipTaggedFields();
        return topic;
    }
}

internal sealed record NewPartitionAssignment(IReadOnlyList<int> Brokers) : IReadable<NewPartitionAssignment>
{
    public static NewPartitionAssignment Read(ref KafkaReader reader, short version)
    {
        var assignment = new NewPartitionAssignment(reader.ReadInt32s());
        reader.SkipTaggedFields();
        return assignment;
    }
}

internal sealed record CreatePartitionsResponse(IReadOnlyList<CreatePartitionsResult> Results) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteArray(Results, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record CreatePartitionsResult(string Name, ErrorCode Error, string? ErrorMessage) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(Name);
        writer.WriteError(Error);
        writer.WriteNullableString(ErrorMessage);
        writer.WriteNoTaggedFields();
    }
}
