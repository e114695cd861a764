namespace MsaSample.Broker.Protocol.Messages.Groups;

// SyncGroup (key 14), v0-5.
// v1: throttle_time_ms. v3: group_instance_id. v4: flexible. v5: protocol_type and protocol_name, both ways (KIP-559).
internal sealed record SyncGroupRequest(
    string GroupId,
    int GenerationId,
    string MemberId,
    string? InstanceId,
    string? ProtocolType,
    string? ProtocolName,
    IReadOnlyList<SyncGroupAssignment> Assignments) : IRequest<SyncGroupRequest>
{
    public IResponse Fail(ErrorCode error) => new SyncGroupResponse(error, ProtocolType, ProtocolName, []);

    public static SyncGroupRequest Read(ref KafkaReader reader, short version)
    {
        var request = new SyncGroupRequest(
            GroupId: reader.ReadString(),
            GenerationId: reader.ReadInt32(),
            MemberId: reader.ReadString(),
            InstanceId: version >= 3 ? reader.ReadNullableString() : null,
            ProtocolType: version >= 5 ? reader.ReadNullableString() : null,
            ProtocolName: version >= 5 ? reader.ReadNullableString() : null,
            Assignments: reader.ReadArray<SyncGroupAssignment>(version));
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record SyncGroupAssignment(string MemberId, byte[] Assignment) : IReadable<SyncGroupAssignment>
{
    public static SyncGroupAssignment Read(ref KafkaReader reader, short version)
    {
        var assignment = new SyncGroupAssignment(reader.ReadString(), reader.ReadBytes());
        reader.SkipTaggedFields();
        return assignment;
    }
}

internal sealed record SyncGroupResponse(ErrorCode Error, string? ProtocolType, string? ProtocolName, byte[] Assignment) : IResponse
{
    public static SyncGroupResponse Failed(ErrorCode error) => new(error, ProtocolType: null, ProtocolName: null, Assignment: []);

    public void Write(KafkaWriter writer, short version)
    {
        if (version >= 1)
            writer.WriteInt32(0); // throttle_time_ms

        writer.WriteError(Error);
        if (version >= 5)
        {
            writer.WriteNullableString(ProtocolType);
            writer.WriteNullableString(ProtocolName);
        }

        writer.WriteBytes(Assignment);
        writer.WriteNoTaggedFields();
    }
}
