namespace MsaSample.Broker.Protocol.Messages.Configs;

// AlterConfigs (key 33), v0-2.
// v2: flexible. Replaces all settings of a resource; IncrementalAlterConfigs (KIP-339) changes single ones.
internal sealed record AlterConfigsRequest(
    IReadOnlyList<ReplaceConfigsResource> Resources, bool ValidateOnly) : IRequest<AlterConfigsRequest>
{
    public IResponse Fail(ErrorCode error) =>
        new AlterConfigsResponse([.. Resources.Select(r => new AlteredResource(error, null, r.Type, r.Name))]);

    public static AlterConfigsRequest Read(ref KafkaReader reader, short version)
    {
        var request = new AlterConfigsRequest(reader.ReadArray<ReplaceConfigsResource>(version), reader.ReadBoolean());
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record ReplaceConfigsResource(ConfigResourceType Type, string Name, IReadOnlyList<ConfigValue> Configs)
    : IReadable<ReplaceConfigsResource>
{
    public static ReplaceConfigsResource Read(ref KafkaReader reader, short version)
    {
        var resource = new ReplaceConfigsResource(
            (ConfigResourceType)reader.ReadInt8(), reader.ReadString(), reader.ReadArray<ConfigValue>(version));
        reader.SkipTaggedFields();
        return resource;
    }
}

internal sealed record ConfigValue(string Name, string? Value) : IReadable<ConfigValue>
{
    public static ConfigValue Read(ref KafkaReader reader, short version)
    {
        var value = new ConfigValue(reader.ReadString(), reader.ReadNullableString());
        reader.SkipTaggedFields();
        return value;
    }
}

/// <summary>The response; that of IncrementalAlterConfigs v0-1 has the same form.</summary>
internal sealed record AlterConfigsResponse(IReadOnlyList<AlteredResource> Resources) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteArray(Resources, version);
        writer.WriteNoTaggedFields();
    }
}
