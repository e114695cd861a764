namespace MsaSample.Broker.Protocol.Messages.Groups;

// ConsumerGroupHeartbeat (key 68), v0-1; flexible from the start (KIP-848).
// v1: subscribed_topic_regex; the member makes its own id (KIP-1082).
// A null field means that it has not changed since the last heartbeat.
internal sealed record ConsumerGroupHeartbeatRequest(
    string GroupId,
    string MemberId,
    int MemberEpoch,
    string? InstanceId,
    string? RackId,
    int RebalanceTimeoutMs,
    IReadOnlyList<string>? TopicNames,
    string? TopicRegex,
    string? ServerAssignor,
    IReadOnlyList<TopicIdPartitions>? Owned) : IRequest<ConsumerGroupHeartbeatRequest>
{
    /// <summary>Epoch of a member that joins.</summary>
    public const int JoinEpoch = 0;

    /// <summary>Epoch of a member that leaves.</summary>
    public const int LeaveEpoch = -1;

    /// <summary>Epoch of a static member that leaves temporarily.</summary>
    public const int LeaveForNowEpoch = -2;

    /// <summary>Whether all fields are given, as from a member that joins or does not know whether its last heartbeat arrived.</summary>
    public bool IsFull => RebalanceTimeoutMs != -1 && (TopicNames is not null || TopicRegex is not null) && Owned is not null;

    public IResponse Fail(ErrorCode error) => new ConsumerGroupHeartbeatResponse(error, null, null, 0, 0, null);

    public static ConsumerGroupHeartbeatRequest Read(ref KafkaReader reader, short version)
    {
        var request = new ConsumerGroupHeartbeatRequest(
            GroupId: reader.ReadString(),
            MemberId: reader.ReadString(),
            MemberEpoch: reader.ReadInt32(),
            InstanceId: reader.ReadNullableString(),
            RackId: reader.ReadNullableString(),
            RebalanceTimeoutMs: reader.ReadInt32(),
            TopicNames: reader.ReadNullableStrings(),
            TopicRegex: version >= 1 ? reader.ReadNullableString() : null,
            ServerAssignor: reader.ReadNullableString(),
            Owned: reader.ReadNullableArray<TopicIdPartitions>(version));
        reader.SkipTaggedFields();
        return request;
    }
}

/// <summary>Partitions of a topic, which is given by its id.</summary>
internal sealed record TopicIdPartitions(Guid TopicId, IReadOnlyList<int> Partitions) : IReadable<TopicIdPartitions>, IWritable
{
    public static TopicIdPartitions Read(ref KafkaReader reader, short version)
    {
        var topic = new TopicIdPartitions(reader.ReadUuid(), reader.ReadInt32s());
        reader.SkipTaggedFields();
        return topic;
    }

    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteUuid(TopicId);
        writer.WriteInt32s(Partitions);
        writer.WriteNoTaggedFields();
    }
}

/// <summary>The answer to a heartbeat. A null <paramref name="Assignment"/> means that it has not changed.</summary>
internal sealed record ConsumerGroupHeartbeatResponse(
    ErrorCode Error,
    string? ErrorMessage,
    string? MemberId,
    int MemberEpoch,
    int HeartbeatIntervalMs,
    IReadOnlyList<TopicIdPartitions>? Assignment) : IResponse
{
    public static ConsumerGroupHeartbeatResponse Failed(ErrorCode error, string message) => new(error, message, null, 0, 0, null);

    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteError(Error);
        writer.WriteNullableString(ErrorMessage);
        writer.WriteNullableString(MemberId);
        writer.WriteInt32(MemberEpoch);
        writer.WriteInt32(HeartbeatIntervalMs);
        writer.WriteInt8(Assignment is null ? (sbyte)-1 : (sbyte)1);
        if (Assignment is not null)
        {
            writer.WriteArray(Assignment, version);
            writer.WriteNoTaggedFields();
        }

        writer.WriteNoTaggedFields();
    }
}
