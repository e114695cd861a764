namespace MsaSample.Broker.Protocol.Messages.Security;

// DescribeAcls (key 29), v1-3.
// v2: flexible. v3: user resources.
internal sealed record DescribeAclsRequest(AclFilter Filter) : IRequest<DescribeAclsRequest>
{
    public IResponse Fail(ErrorCode error) => new DescribeAclsResponse(error, null);

    public static DescribeAclsRequest Read(ref KafkaReader reader, short version) => new(AclFilter.Read(ref reader, version));
}

internal sealed record DescribeAclsResponse(ErrorCode Error, string? ErrorMessage) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteError(Error);
        writer.WriteNullableString(ErrorMessage);
        writer.WriteLength(0); // resources: there are no access rules
        writer.WriteNoTaggedFields();
    }
}
