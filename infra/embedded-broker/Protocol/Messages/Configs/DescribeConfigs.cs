namespace MsaSample.Broker.Protocol.Messages.Configs;

// DescribeConfigs (key 32), v1-4.
// v1: synonyms, config_source. v3: config_type, documentation (KIP-569). v4: flexible.
internal sealed record DescribeConfigsRequest(
    IReadOnlyList<DescribeConfigsResource> Resources, bool IncludeSynonyms, bool IncludeDocumentation)
    : IRequest<DescribeConfigsRequest>
{
    public IResponse Fail(ErrorCode error) =>
        new DescribeConfigsResponse([.. Resources.Select(r => new DescribeConfigsResult(error, null, r.Type, r.Name, []))]);

    public static DescribeConfigsRequest Read(ref KafkaReader reader, short version)
    {
        var request = new DescribeConfigsRequest(
            Resources: reader.ReadArray<DescribeConfigsResource>(version),
            IncludeSynonyms: reader.ReadBoolean(),
            IncludeDocumentation: version >= 3 && reader.ReadBoolean());
        reader.SkipTaggedFields();
        return request;
    }
}

/// <summary>A resource to describe; null keys select every setting.</summary>
internal sealed record DescribeConfigsResource(
    ConfigResourceType Type, string Name, IReadOnlyList<string>? Keys) : IReadable<DescribeConfigsResource>
{
    public static DescribeConfigsResource Read(ref KafkaReader reader, short version)
    {
        var resource = new DescribeConfigsResource(
            (ConfigResourceType)reader.ReadInt8(), reader.ReadString(), reader.ReadNullableStrings());
        reader.SkipTaggedFields();
        return resource;
    }
}

internal sealed record DescribeConfigsResponse(IReadOnlyList<DescribeConfigsResult> Results) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteArray(Results, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record DescribeConfigsResult(
    ErrorCode Error,
    string? ErrorMessage,
    ConfigResourceType Type,
    string Name,
    IReadOnlyList<DescribedConfig> Configs) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteError(Error);
        writer.WriteNullableString(ErrorMessage);
        writer.WriteInt8((sbyte)Type);
        writer.WriteString(Name);
        writer.WriteArray(Configs, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record DescribedConfig(
    string Name,
    string? Value,
    bool ReadOnly,
    ConfigSource Source,
    IReadOnlyList<ConfigSynonym> Synonyms,
    ConfigType Type,
    string? Documentation) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(Name);
        writer.WriteNullableString(Value);
        writer.WriteBoolean(ReadOnly);
        writer.WriteInt8((sbyte)Source);
        writer.WriteBoolean(false); // is_sensitive: no setting is a secret
        writer.WriteArray(Synonyms, version);
        if (version >= 3)
        {
            writer.WriteInt8((sbyte)Type);
            writer.WriteNullableString(Documentation);
        }

        writer.WriteNoTaggedFields();
    }
}

/// <summary>A setting that the value can come from; the first one that is set applies.</summary>
internal sealed record ConfigSynonym(string Name, string? Value, ConfigSource Source) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(Name);
        writer.WriteNullableString(Value);
        writer.WriteInt8((sbyte)Source);
        writer.WriteNoTaggedFields();
    }
}
