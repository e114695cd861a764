namespace MsaSample.Broker.Protocol.Messages.Records;

// OffsetForLeaderEpoch (key 23), v2-4.
// v2: current_leader_epoch, throttle_time_ms. v3: replica_id. v4: flexible.
internal sealed record OffsetForLeaderEpochRequest(IReadOnlyList<EpochTopic> Topics) : IRequest<OffsetForLeaderEpochRequest>
{
    public IResponse Fail(ErrorCode error) => new OffsetForLeaderEpochResponse(
        [.. Topics.Select(t => new EpochTopicResult(t.Name, [.. t.Partitions.Select(p => new EpochPartitionResult(error, p.Index))]))]);

    public static OffsetForLeaderEpochRequest Read(ref KafkaReader reader, short version)
    {
        if (version >= 3)
            reader.ReadInt32(); // replica_id: only clients ask this broker

        var request = new OffsetForLeaderEpochRequest(reader.ReadArray<EpochTopic>(version));
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record EpochTopic(string Name, IReadOnlyList<EpochPartition> Partitions) : IReadable<EpochTopic>
{
    public static EpochTopic Read(ref KafkaReader reader, short version)
    {
        var topic = new EpochTopic(reader.ReadString(), reader.ReadArray<EpochPartition>(version));
        reader.SkipTaggedFields();
        return topic;
    }
}

internal sealed record EpochPartition(int Index, int CurrentLeaderEpoch, int LeaderEpoch) : IReadable<EpochPartition>
{
    public static EpochPartition Read(ref KafkaReader reader, short version)
    {
        var partition = new EpochPartition(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        reader.SkipTaggedFields();
        return partition;
    }
}

internal sealed record OffsetForLeaderEpochResponse(IReadOnlyList<EpochTopicResult> Topics) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteArray(Topics, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record EpochTopicResult(string Name, IReadOnlyList<EpochPartitionResult> Partitions) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(Name);
        writer.WriteArray(Partitions, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record EpochPartitionResult(ErrorCode Error, int Index, int LeaderEpoch = -1, long EndOffset = -1) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteError(Error);
        writer.WriteInt32(Index);
        writer.WriteInt32(LeaderEpoch);
        writer.WriteInt64(EndOffset);
        writer.WriteNoTaggedFields();
    }
}
