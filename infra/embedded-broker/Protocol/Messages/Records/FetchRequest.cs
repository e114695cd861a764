namespace MsaSample.Broker.Protocol.Messages.Records;

// Fetch (key 1), v4-16.
// v4: isolation_level, record batches of any magic. v5: log_start_offset. v7: sessions (KIP-227). v9: current_leader_epoch.
// v11: rack_id. v12: flexible, last_fetched_epoch. v13: topic ids (KIP-516). v15: replica_id becomes a tagged field. v16: as v15 here.
internal sealed record FetchRequest(
    int MaxWaitMs,
    int MinBytes,
    int MaxBytes,
    IsolationLevel Isolation,
    int SessionId,
    int SessionEpoch,
    IReadOnlyList<FetchTopic> Topics,
    IReadOnlyList<ForgottenTopic> Forgotten) : IRequest<FetchRequest>
{
    public IResponse Fail(ErrorCode error) => new FetchResponse(
        [.. Topics.Select(
            t => new FetchTopicResult(t.Name, t.Id, [.. t.Partitions.Select(p => new FetchPartitionResult(p.Index, error))]))], error);

    public static FetchRequest Read(ref KafkaReader reader, short version)
    {
        if (version <= 14)
            reader.ReadInt32(); // replica_id: only clients fetch from this broker

        var request = new FetchRequest(
            MaxWaitMs: reader.ReadInt32(),
            MinBytes: reader.ReadInt32(),
            MaxBytes: reader.ReadInt32(),
            Isolation: (IsolationLevel)reader.ReadInt8(),
            SessionId: version >= 7 ? reader.ReadInt32() : 0,
            SessionEpoch: version >= 7 ? reader.ReadInt32() : -1,
            Topics: reader.ReadArray<FetchTopic>(version),
            Forgotten: version >= 7 ? reader.ReadArray<ForgottenTopic>(version) : []);
        if (version >= 11)
            reader.ReadString(); // rack_id
        reader.SkipTaggedFields();
        return request;
    }
}

internal enum IsolationLevel : sbyte
{
    ReadUncommitted = 0,
    ReadCommitted = 1,
}

/// <summary>A topic: by name up to v12, by id from v13 on.</summary>
internal sealed record FetchTopic(string? Name, Guid Id, IReadOnlyList<FetchPartition> Partitions) : IReadable<FetchTopic>
{
    public static FetchTopic Read(ref KafkaReader reader, short version)
    {
        var topic = new FetchTopic(
            Name: version <= 12 ? reader.ReadString() : null,
            Id: version >= 13 ? reader.ReadUuid() : Guid.Empty,
            Partitions: reader.ReadArray<FetchPartition>(version));
        reader.SkipTaggedFields();
        return topic;
    }
}

internal sealed record FetchPartition(int Index, int CurrentLeaderEpoch, long Offset, int MaxBytes) : IReadable<FetchPartition>
{
    public static FetchPartition Read(ref KafkaReader reader, short version)
    {
        var index = reader.ReadInt32();
        var currentLeaderEpoch = version >= 9 ? reader.ReadInt32() : -1;
        var offset = reader.ReadInt64();
        if (version >= 12)
            reader.ReadInt32(); // last_fetched_epoch: there is one epoch, so nothing can diverge
        if (version >= 5)
            reader.ReadInt64(); // log_start_offset of a follower

        var partition = new FetchPartition(index, currentLeaderEpoch, offset, MaxBytes: reader.ReadInt32());
        reader.SkipTaggedFields();
        return partition;
    }
}

/// <summary>Partitions to be removed from the fetch session.</summary>
internal sealed record ForgottenTopic(string? Name, Guid Id, IReadOnlyList<int> Partitions) : IReadable<ForgottenTopic>
{
    public static ForgottenTopic Read(ref KafkaReader reader, short version)
    {
        var topic = new ForgottenTopic(
            Name: version <= 12 ? reader.ReadString() : null,
            Id: version >= 13 ? reader.ReadUuid() : Guid.Empty,
            Partitions: reader.ReadInt32s());
        reader.SkipTaggedFields();
        return topic;
    }
}
