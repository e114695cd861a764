namespace MsaSample.Broker.Protocol.Messages.Groups;

// Heartbeat (key 12), v0-4.
// v1: throttle_time_ms. v3: group_instance_id. v4: flexible.
internal sealed record HeartbeatRequest(string GroupId, int GenerationId, string MemberId, string? InstanceId) : IRequest<HeartbeatRequest>
{
    public IResponse Fail(ErrorCode error) => new HeartbeatResponse(error);

    public static HeartbeatRequest Read(ref KafkaReader reader, short version)
    {
        var request = new HeartbeatRequest(
            GroupId: reader.ReadString(),
            GenerationId: reader.ReadInt32(),
            MemberId: reader.ReadString(),
            InstanceId: version >= 3 ? reader.ReadNullableString() : null);
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record HeartbeatResponse(ErrorCode Error) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        if (version >= 1)
            writer.WriteInt32(0); // throttle_time_ms

        writer.WriteError(Error);
        writer.WriteNoTaggedFields();
    }
}
