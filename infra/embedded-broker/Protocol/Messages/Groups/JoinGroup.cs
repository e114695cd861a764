namespace MsaSample.Broker.Protocol.Messages.Groups;

// JoinGroup (key 11), v0-9.
// v1: rebalance_timeout_ms. v2: throttle_time_ms. v5: group_instance_id (KIP-345). v6: flexible.
// v7: protocol_type in the response. v8: reason. v9: skip_assignment (KIP-814).
internal sealed record JoinGroupRequest(
    string GroupId,
    int SessionTimeoutMs,
    int RebalanceTimeoutMs,
    string MemberId,
    string? InstanceId,
    string ProtocolType,
    IReadOnlyList<JoinGroupProtocol> Protocols,
    string? Reason) : IRequest<JoinGroupRequest>
{
    public IResponse Fail(ErrorCode error) => JoinGroupResponse.Failed(error, MemberId);

    public static JoinGroupRequest Read(ref KafkaReader reader, short version)
    {
        var groupId = reader.ReadString();
        var sessionTimeoutMs = reader.ReadInt32();
        var request = new JoinGroupRequest(
            GroupId: groupId,
            SessionTimeoutMs: sessionTimeoutMs,
            RebalanceTimeoutMs: version >= 1 ? reader.ReadInt32() : sessionTimeoutMs,
            MemberId: reader.ReadString(),
            InstanceId: version >= 5 ? reader.ReadNullableString() : null,
            ProtocolType: reader.ReadString(),
            Protocols: reader.ReadArray<JoinGroupProtocol>(version),
            Reason: version >= 8 ? reader.ReadNullableString() : null);
        reader.SkipTaggedFields();
        return request;
    }
}

/// <summary>An assignor that the member supports, with its subscription in the assignor's form, which the broker does not read.</summary>
internal sealed record JoinGroupProtocol(string Name, byte[] Metadata) : IReadable<JoinGroupProtocol>
{
    public static JoinGroupProtocol Read(ref KafkaReader reader, short version)
    {
        var protocol = new JoinGroupProtocol(reader.ReadString(), reader.ReadBytes());
        reader.SkipTaggedFields();
        return protocol;
    }
}

internal sealed record JoinGroupResponse(
    ErrorCode Error,
    int GenerationId,
    string? ProtocolType,
    string? ProtocolName,
    string Leader,
    bool SkipAssignment,
    string MemberId,
    IReadOnlyList<JoinGroupMember> Members) : IResponse
{
    /// <summary>A refusal; <paramref name="memberId"/> is the generated one when the error is MEMBER_ID_REQUIRED.</summary>
    public static JoinGroupResponse Failed(ErrorCode error, string memberId) =>
        new(error, GenerationId: -1, ProtocolType: null, ProtocolName: null, Leader: "", SkipAssignment: false, memberId, Members: []);

    public void Write(KafkaWriter writer, short version)
    {
        if (version >= 2)
            writer.WriteInt32(0); // throttle_time_ms

        writer.WriteError(Error);
        writer.WriteInt32(GenerationId);
        if (version >= 7)
            writer.WriteNullableString(ProtocolType);

        // protocol_name may be null only from v7.
        writer.WriteNullableString(version >= 7 ? ProtocolName : ProtocolName ?? "");
        writer.WriteString(Leader);
        if (version >= 9)
            writer.WriteBoolean(SkipAssignment);

        writer.WriteString(MemberId);
        writer.WriteArray(Members, version);
        writer.WriteNoTaggedFields();
    }
}

/// <summary>A member, as it is described to the leader; other members get an empty list.</summary>
internal sealed record JoinGroupMember(string MemberId, string? InstanceId, byte[] Metadata) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(MemberId);
        if (version >= 5)
            writer.WriteNullableString(InstanceId);
        writer.WriteBytes(Metadata);
        writer.WriteNoTaggedFields();
    }
}
