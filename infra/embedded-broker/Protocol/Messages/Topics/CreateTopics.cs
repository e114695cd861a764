using MsaSample.Broker.Protocol.Messages.Configs;

namespace MsaSample.Broker.Protocol.Messages.Topics;

// CreateTopics (key 19), v2-7.
// v4: -1 for the broker's default partitions and replication factor (KIP-464). v5: flexible, the topic's settings in the response
// (KIP-525). v7: topic id.
internal sealed record CreateTopicsRequest(IReadOnlyList<NewTopic> Topics, int TimeoutMs, bool ValidateOnly) : IRequest<CreateTopicsRequest>
{
    public IResponse Fail(ErrorCode error) =>
        new CreateTopicsResponse([.. Topics.Select(t => new CreatedTopic(t.Name, Guid.Empty, error, null))]);

    public static CreateTopicsRequest Read(ref KafkaReader reader, short version)
    {
        var request = new CreateTopicsRequest(
            Topics: reader.ReadArray<NewTopic>(version),
            TimeoutMs: reader.ReadInt32(),
            ValidateOnly: reader.ReadBoolean());
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record NewTopic(
    string Name,
    int Partitions,
    short ReplicationFactor,
    IReadOnlyList<NewTopicAssignment> Assignments,
    IReadOnlyList<NewTopicConfig> Configs) : IReadable<NewTopic>
{
    public static NewTopic Read(ref KafkaReader reader, short version)
    {
        var topic = new NewTopic(
            Name: reader.ReadString(),
            Partitions: reader.ReadInt32(),
            ReplicationFactor: reader.ReadInt16(),
            Assignments: reader.ReadArray<NewTopicAssignment>(version),
            Configs: reader.ReadArray<NewTopicConfig>(version));
        reader.SkipTaggedFields();
        return topic;
    }
}

internal sealed record NewTopicAssignment(int Partition, IReadOnlyList<int> Brokers) : IReadable<NewTopicAssignment>
{
    public static NewTopicAssignment Read(ref KafkaReader reader, short version)
    {
        var assignment = new NewTopicAssignment(reader.ReadInt32(), reader.ReadInt32s());
        reader.SkipTaggedFields();
        return assignment;
    }
}

internal sealed record NewTopicConfig(string Name, string? Value) : IReadable<NewTopicConfig>
{
    public static NewTopicConfig Read(ref KafkaReader reader, short version)
    {
        var config = new NewTopicConfig(reader.ReadString(), reader.ReadNullableString());
        reader.SkipTaggedFields();
        return config;
    }
}

internal sealed record CreateTopicsResponse(IReadOnlyList<CreatedTopic> Topics) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteArray(Topics, version);
        writer.WriteNoTaggedFields();
    }
}

/// <summary>The result for one topic. If it was refused, partitions and replication factor are -1 and the settings null.</summary>
internal sealed record CreatedTopic(
    string Name,
    Guid Id,
    ErrorCode Error,
    string? ErrorMessage,
    int Partitions = -1,
    short ReplicationFactor = -1,
    IReadOnlyList<CreatedTopicConfig>? Configs = null) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(Name);
        if (version >= 7)
            writer.WriteUuid(Id);
        writer.WriteError(Error);
        writer.WriteNullableString(ErrorMessage);
        if (version >= 5)
        {
            writer.WriteInt32(Partitions);
            writer.WriteInt16(ReplicationFactor);
            writer.WriteNullableArray(Configs, version);
        }

        writer.WriteNoTaggedFields();
    }
}

internal sealed record CreatedTopicConfig(string Name, string? Value, ConfigSource Source) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(Name);
        writer.WriteNullableString(Value);
        writer.WriteBoolean(false); // read_only
        writer.WriteInt8((sbyte)Source);
        writer.WriteBoolean(false); // is_sensitive
        writer.WriteNoTaggedFields();
    }
}
