namespace MsaSample.Broker.Protocol.Messages.Security;

// DeleteAcls (key 31), v1-3.
// v2: flexible. v3: user resources.
internal sealed record DeleteAclsRequest(IReadOnlyList<AclFilter> Filters) : IRequest<DeleteAclsRequest>
{
    public IResponse Fail(ErrorCode error) => new DeleteAclsResponse([.. Filters.Select(_ => new DeleteAclsResult(error, null))]);

    public static DeleteAclsRequest Read(ref KafkaReader reader, short version)
    {
        var request = new DeleteAclsRequest(reader.ReadArray<AclFilter>(version));
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record DeleteAclsResponse(IReadOnlyList<DeleteAclsResult> Results) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteArray(Results, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record DeleteAclsResult(ErrorCode Error, string? ErrorMessage) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteError(Error);
        writer.WriteNullableString(ErrorMessage);
        writer.WriteLength(0); // matching_acls: there are no access rules
        writer.WriteNoTaggedFields();
    }
}
