using MsaSample.Broker.Protocol.Messages.Cluster;

namespace MsaSample.Broker.Protocol.Messages.Groups;

// DescribeGroups (key 15), v0-6.
// v1: throttle_time_ms. v3: authorized operations. v4: group_instance_id. v5: flexible. v6: error_message, GROUP_ID_NOT_FOUND (KIP-1043).
internal sealed record DescribeGroupsRequest(
    IReadOnlyList<string> Groups, bool IncludeAuthorizedOperations) : IRequest<DescribeGroupsRequest>
{
    public IResponse Fail(ErrorCode error) =>
        new DescribeGroupsResponse([.. Groups.Select(group => new DescribedGroup(group, "", "", "", [], error))]);

    public static DescribeGroupsRequest Read(ref KafkaReader reader, short version)
    {
        var request = new DescribeGroupsRequest(reader.ReadStrings(), version >= 3 && reader.ReadBoolean());
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record DescribeGroupsResponse(IReadOnlyList<DescribedGroup> Groups) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        if (version >= 1)
            writer.WriteInt32(0); // throttle_time_ms

        writer.WriteArray(Groups, version);
        writer.WriteNoTaggedFields();
    }
}

/// <summary>A group; <paramref name="State"/> is Kafka's name of its state (<c>Stable</c>, <c>Empty</c>, <c>Dead</c>, …).</summary>
internal sealed record DescribedGroup(
    string GroupId,
    string State,
    string ProtocolType,
    string ProtocolData,
    IReadOnlyList<DescribedGroupMember> Members,
    ErrorCode Error = ErrorCode.None,
    string? ErrorMessage = null) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteError(Error);
        if (version >= 6)
            writer.WriteNullableString(ErrorMessage);
        writer.WriteString(GroupId);
        writer.WriteString(State);
        writer.WriteString(ProtocolType);
        writer.WriteString(ProtocolData);
        writer.WriteArray(Members, version);
        if (version >= 3)
            writer.WriteInt32(AuthorizedOperations.Unknown);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record DescribedGroupMember(
    string MemberId,
    string? InstanceId,
    string ClientId,
    string ClientHost,
    byte[] Metadata,
    byte[] Assignment) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(MemberId);
        if (version >= 4)
            writer.WriteNullableString(InstanceId);
        writer.WriteString(ClientId);
        writer.WriteString(ClientHost);
        writer.WriteBytes(Metadata);
        writer.WriteBytes(Assignment);
        writer.WriteNoTaggedFields();
    }
}
