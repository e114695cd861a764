namespace MsaSample.Broker.Protocol.Messages.Records;

// ListOffsets (key 2), v1-9.
// v2: isolation_level, throttle_time_ms. v4: leader epochs. v6: flexible. v7: max timestamp (KIP-734). v8: earliest local. v9: latest
// tiered (KIP-405).
internal sealed record ListOffsetsRequest(IsolationLevel Isolation, IReadOnlyList<ListOffsetsTopic> Topics) : IRequest<ListOffsetsRequest>
{
    public IResponse Fail(ErrorCode error) => new ListOffsetsResponse(
        [.. Topics.Select(
            t => new ListOffsetsTopicResult(t.Name, [.. t.Partitions.Select(p => new ListOffsetsPartitionResult(p.Index, error))]))]);

    public static ListOffsetsRequest Read(ref KafkaReader reader, short version)
    {
        reader.ReadInt32(); // replica_id: only clients ask this broker
        var request = new ListOffsetsRequest(
            Isolation: version >= 2 ? (IsolationLevel)reader.ReadInt8() : IsolationLevel.ReadUncommitted,
            Topics: reader.ReadArray<ListOffsetsTopic>(version));
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record ListOffsetsTopic(string Name, IReadOnlyList<ListOffsetsPartition> Partitions) : IReadable<ListOffsetsTopic>
{
    public static ListOffsetsTopic Read(ref KafkaReader reader, short version)
    {
        var topic = new ListOffsetsTopic(reader.ReadString(), reader.ReadArray<ListOffsetsPartition>(version));
        reader.SkipTaggedFields();
        return topic;
    }
}

/// <summary>A partition with a <paramref name="Timestamp"/> in Unix ms, or one of the constants below.</summary>
internal sealed record ListOffsetsPartition(int Index, int CurrentLeaderEpoch, long Timestamp) : IReadable<ListOffsetsPartition>
{
    public const long Latest = -1;
    public const long Earliest = -2;
    public const long MaxTimestamp = -3;
    public const long EarliestLocal = -4;
    public const long LatestTiered = -5;

    public static ListOffsetsPartition Read(ref KafkaReader reader, short version)
    {
        var partition = new ListOffsetsPartition(
            Index: reader.ReadInt32(),
            CurrentLeaderEpoch: version >= 4 ? reader.ReadInt32() : -1,
            Timestamp: reader.ReadInt64());
        reader.SkipTaggedFields();
        return partition;
    }
}

internal sealed record ListOffsetsResponse(IReadOnlyList<ListOffsetsTopicResult> Topics) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        if (version >= 2)
            writer.WriteInt32(0); // throttle_time_ms

        writer.WriteArray(Topics, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record ListOffsetsTopicResult(string Name, IReadOnlyList<ListOffsetsPartitionResult> Partitions) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(Name);
        writer.WriteArray(Partitions, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record ListOffsetsPartitionResult(
    int Index, ErrorCode Error, long Offset = -1, long Timestamp = -1, int LeaderEpoch = -1) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(Index);
        writer.WriteError(Error);
        writer.WriteInt64(Timestamp);
        writer.WriteInt64(Offset);
        if (version >= 4)
            writer.WriteInt32(LeaderEpoch);
        writer.WriteNoTaggedFields();
    }
}
