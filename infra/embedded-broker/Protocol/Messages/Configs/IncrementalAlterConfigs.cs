namespace MsaSample.Broker.Protocol.Messages.Configs;

// IncrementalAlterConfigs (key 44), v0-1 (KIP-339).
// v1: flexible.
internal sealed record IncrementalAlterConfigsRequest(IReadOnlyList<AlterConfigsResource> Resources, bool ValidateOnly)
    : IRequest<IncrementalAlterConfigsRequest>
{
    public IResponse Fail(ErrorCode error) =>
        new AlterConfigsResponse([.. Resources.Select(r => new AlteredResource(error, null, r.Type, r.Name))]);

    public static IncrementalAlterConfigsRequest Read(ref KafkaReader reader, short version)
    {
        var request = new IncrementalAlterConfigsRequest(reader.ReadArray<AlterConfigsResource>(version), reader.ReadBoolean());
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record AlterConfigsResource(ConfigResourceType Type, string Name, IReadOnlyList<ConfigAlteration> Configs)
    : IReadable<AlterConfigsResource>
{
    public static AlterConfigsResource Read(ref KafkaReader reader, short version)
    {
        var resource = new AlterConfigsResource(
            (ConfigResourceType)reader.ReadInt8(), reader.ReadString(), reader.ReadArray<ConfigAlteration>(version));
        reader.SkipTaggedFields();
        return resource;
    }
}

internal sealed record ConfigAlteration(string Name, ConfigOperation Operation, string? Value) : IReadable<ConfigAlteration>
{
    public static ConfigAlteration Read(ref KafkaReader reader, short version)
    {
        var alteration = new ConfigAlteration(reader.ReadString(), (ConfigOperation)reader.ReadInt8(), reader.ReadNullableString());
        reader.SkipTaggedFields();
        return alteration;
    }
}

internal sealed record AlteredResource(ErrorCode Error, string? ErrorMessage, ConfigResourceType Type, string Name) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteError(Error);
        writer.WriteNullableString(ErrorMessage);
        writer.WriteInt8((sbyte)Type);
        writer.WriteString(Name);
        writer.WriteNoTaggedFields();
    }
}
