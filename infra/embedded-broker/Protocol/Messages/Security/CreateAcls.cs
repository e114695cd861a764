namespace MsaSample.Broker.Protocol.Messages.Security;

// CreateAcls (key 30), v1-3.
// v2: flexible. v3: user resources.
internal sealed record CreateAclsRequest(IReadOnlyList<AclCreation> Creations) : IRequest<CreateAclsRequest>
{
    public IResponse Fail(ErrorCode error) => new CreateAclsResponse([.. Creations.Select(_ => new AclCreationResult(error, null))]);

    public static CreateAclsRequest Read(ref KafkaReader reader, short version)
    {
        var request = new CreateAclsRequest(reader.ReadArray<AclCreation>(version));
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record AclCreation(
    sbyte ResourceType,
    string ResourceName,
    sbyte PatternType,
    string Principal,
    string Host,
    sbyte Operation,
    sbyte PermissionType) : IReadable<AclCreation>
{
    public static AclCreation Read(ref KafkaReader reader, short version)
    {
        var creation = new AclCreation(
            reader.ReadInt8(),
            reader.ReadString(),
            reader.ReadInt8(),
            reader.ReadString(),
            reader.ReadString(),
            reader.ReadInt8(),
            reader.ReadInt8());
        reader.SkipTaggedFields();
        return creation;
    }
}

internal sealed record CreateAclsResponse(IReadOnlyList<AclCreationResult> Results) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteArray(Results, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record AclCreationResult(ErrorCode Error, string? ErrorMessage) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteError(Error);
        writer.WriteNullableString(ErrorMessage);
        writer.WriteNoTaggedFields();
    }
}
