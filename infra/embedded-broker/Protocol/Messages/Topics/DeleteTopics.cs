namespace MsaSample.Broker.Protocol.Messages.Topics;

// DeleteTopics (key 20), v1-6.
// v1: throttle_time_ms. v4: flexible. v5: error_message. v6: topics by id (KIP-516).
internal sealed record DeleteTopicsRequest(IReadOnlyList<DeleteTopic> Topics, int TimeoutMs) : IRequest<DeleteTopicsRequest>
{
    public IResponse Fail(ErrorCode error) =>
        new DeleteTopicsResponse([.. Topics.Select(t => new DeletedTopic(t.Name, t.Id, error, null))]);

    public static DeleteTopicsRequest Read(ref KafkaReader reader, short version)
    {
        var topics = version >= 6
            ? reader.ReadArray<DeleteTopic>(version)
            : [.. reader.ReadStrings().Select(name => new DeleteTopic(name, Guid.Empty))];
        var request = new DeleteTopicsRequest(topics, TimeoutMs: reader.ReadInt32());
        reader.SkipTaggedFields();
        return request;
    }
}

/// <summary>A topic by name, or by id when the name is null.</summary>
internal sealed record DeleteTopic(string? Name, Guid Id) : IReadable<DeleteTopic>
{
    public static DeleteTopic Read(ref KafkaReader reader, short version)
    {
        var topic = new DeleteTopic(reader.ReadNullableString(), reader.ReadUuid());
        reader.SkipTaggedFields();
        return topic;
    }
}

internal sealed record DeleteTopicsResponse(IReadOnlyList<DeletedTopic> Topics) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteArray(Topics, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record DeletedTopic(string? Name, Guid Id, ErrorCode Error, string? ErrorMessage) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteNullableString(version >= 6 ? Name : Name ?? "");
        if (version >= 6)
            writer.WriteUuid(Id);
        writer.WriteError(Error);
        if (version >= 5)
            writer.WriteNullableString(ErrorMessage);
        writer.WriteNoTaggedFields();
    }
}
