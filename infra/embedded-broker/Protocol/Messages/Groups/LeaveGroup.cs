namespace MsaSample.Broker.Protocol.Messages.Groups;

// LeaveGroup (key 13), v0-5.
// v1: throttle_time_ms. v3: several members, by member id or instance id (KIP-345). v4: flexible. v5: reason.
internal sealed record LeaveGroupRequest(string GroupId, IReadOnlyList<LeavingMember> Members) : IRequest<LeaveGroupRequest>
{
    public IResponse Fail(ErrorCode error) => new LeaveGroupResponse(error, []);

    public static LeaveGroupRequest Read(ref KafkaReader reader, short version)
    {
        var request = new LeaveGroupRequest(
            GroupId: reader.ReadString(),
            Members: version >= 3
                ? reader.ReadArray<LeavingMember>(version)
                : [new LeavingMember(reader.ReadString(), InstanceId: null, Reason: null)]);
        reader.SkipTaggedFields();
        return request;
    }
}

/// <summary>A member that leaves: by its member id, or from v3 on a static one by its instance id and an empty member id.</summary>
internal sealed record LeavingMember(string MemberId, string? InstanceId, string? Reason) : IReadable<LeavingMember>
{
    public static LeavingMember Read(ref KafkaReader reader, short version)
    {
        var member = new LeavingMember(
            MemberId: reader.ReadString(),
            InstanceId: reader.ReadNullableString(),
            Reason: version >= 5 ? reader.ReadNullableString() : null);
        reader.SkipTaggedFields();
        return member;
    }
}

/// <summary>Up to v2 <paramref name="Error"/> carries the error of the only member.</summary>
internal sealed record LeaveGroupResponse(ErrorCode Error, IReadOnlyList<LeftMember> Members) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        if (version >= 1)
            writer.WriteInt32(0); // throttle_time_ms

        writer.WriteError(Error);
        if (version >= 3)
            writer.WriteArray(Members, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record LeftMember(string MemberId, string? InstanceId, ErrorCode Error) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(MemberId);
        writer.WriteNullableString(InstanceId);
        writer.WriteError(Error);
        writer.WriteNoTaggedFields();
    }
}
