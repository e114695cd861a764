namespace MsaSample.Broker.Protocol.Messages.Groups;

// OffsetFetch (key 9), v1-9.
// v2: null topics = all, error_code of the group. v3: throttle_time_ms. v5: committed_leader_epoch. v6: flexible.
// v7: require_stable (KIP-447). v8: several groups (KIP-709). v9: member id and epoch (KIP-848).
internal sealed record OffsetFetchRequest(IReadOnlyList<OffsetFetchGroup> Groups, bool RequireStable) : IRequest<OffsetFetchRequest>
{
    public IResponse Fail(ErrorCode error) => new OffsetFetchResponse([.. Groups.Select(g => new OffsetFetchGroupResult(
        g.GroupId,
        [.. (g.Topics ?? []).Select(
            t => new OffsetFetchTopicResult(t.Name, [.. t.Partitions.Select(p => OffsetFetchPartitionResult.None(p, error))]))],
        error))]);

    public static OffsetFetchRequest Read(ref KafkaReader reader, short version)
    {
        var groups = version >= 8 ? reader.ReadArray<OffsetFetchGroup>(version) : [OffsetFetchGroup.ReadSingle(ref reader, version)];
        var requireStable = version >= 7 && reader.ReadBoolean();
        reader.SkipTaggedFields();
        return new OffsetFetchRequest(groups, requireStable);
    }
}

/// <summary>A group whose offsets are requested; null topics select all of its offsets.</summary>
internal sealed record OffsetFetchGroup(string GroupId, string? MemberId, int MemberEpoch, IReadOnlyList<OffsetFetchTopic>? Topics)
    : IReadable<OffsetFetchGroup>
{
    public static OffsetFetchGroup Read(ref KafkaReader reader, short version)
    {
        var group = new OffsetFetchGroup(
            GroupId: reader.ReadString(),
            MemberId: version >= 9 ? reader.ReadNullableString() : null,
            MemberEpoch: version >= 9 ? reader.ReadInt32() : -1,
            Topics: reader.ReadNullableArray<OffsetFetchTopic>(version));
        reader.SkipTaggedFields();
        return group;
    }

    /// <summary>Up to v7 the fields of the only group are part of the request itself.</summary>
    public static OffsetFetchGroup ReadSingle(ref KafkaReader reader, short version) => new(
        GroupId: reader.ReadString(),
        MemberId: null,
        MemberEpoch: -1,
        Topics: version >= 2 ? reader.ReadNullableArray<OffsetFetchTopic>(version) : reader.ReadArray<OffsetFetchTopic>(version));
}

internal sealed record OffsetFetchTopic(string Name, IReadOnlyList<int> Partitions) : IReadable<OffsetFetchTopic>
{
    public static OffsetFetchTopic Read(ref KafkaReader reader, short version)
    {
        var topic = new OffsetFetchTopic(reader.ReadString(), reader.ReadInt32s());
        reader.SkipTaggedFields();
        return topic;
    }
}

/// <summary>One result per requested group; up to v7 exactly one is written.</summary>
internal sealed record OffsetFetchResponse(IReadOnlyList<OffsetFetchGroupResult> Groups) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        if (version >= 3)
            writer.WriteInt32(0); // throttle_time_ms

        if (version >= 8)
        {
            writer.WriteArray(Groups, version);
        }
        else
        {
            writer.WriteArray(Groups[0].Topics, version);
            if (version >= 2)
                writer.WriteError(Groups[0].Error);
        }

        writer.WriteNoTaggedFields();
    }
}

internal sealed record OffsetFetchGroupResult(
    string GroupId, IReadOnlyList<OffsetFetchTopicResult> Topics, ErrorCode Error = ErrorCode.None)
    : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(GroupId);
        writer.WriteArray(Topics, version);
        writer.WriteError(Error);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record OffsetFetchTopicResult(string Name, IReadOnlyList<OffsetFetchPartitionResult> Partitions) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(Name);
        writer.WriteArray(Partitions, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record OffsetFetchPartitionResult(
    int Index, long Offset, int LeaderEpoch, string? Metadata, ErrorCode Error = ErrorCode.None)
    : IWritable
{
    /// <summary>The result of a partition without a committed offset, or with an error: offset -1.</summary>
    public static OffsetFetchPartitionResult None(int index, ErrorCode error = ErrorCode.None) => new(index, -1, -1, "", error);

    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(Index);
        writer.WriteInt64(Offset);
        if (version >= 5)
            writer.WriteInt32(LeaderEpoch);
        writer.WriteNullableString(Metadata);
        writer.WriteError(Error);
        writer.WriteNoTaggedFields();
    }
}
