using MsaSample.Broker.Protocol.Messages.Cluster;

namespace MsaSample.Broker.Protocol.Messages.Topics;

// DescribeTopicPartitions (key 75), v0 (KIP-966). Always flexible.
internal sealed record DescribeTopicPartitionsRequest(IReadOnlyList<string> Topics, int PartitionLimit, PartitionCursor? Cursor)
    : IRequest<DescribeTopicPartitionsRequest>
{
    public IResponse? Fail(ErrorCode error) => Topics.Count == 0
        ? null // only topics have a field for an error
        : new DescribeTopicPartitionsResponse(
            [.. Topics.Select(name => new DescribedTopic(error, name, Guid.Empty, IsInternal: false, []))], NextCursor: null);

    public static DescribeTopicPartitionsRequest Read(ref KafkaReader reader, short version)
    {
        var topics = reader.ReadArray<TopicName>(version);
        var limit = reader.ReadInt32();
        var cursor = PartitionCursor.ReadNullable(ref reader);
        reader.SkipTaggedFields();
        return new DescribeTopicPartitionsRequest([.. topics.Select(t => t.Name)], limit, cursor);
    }

    private readonly record struct TopicName(string Name) : IReadable<TopicName>
    {
        public static TopicName Read(ref KafkaReader reader, short version)
        {
            var name = new TopicName(reader.ReadString());
            reader.SkipTaggedFields();
            return name;
        }
    }
}

/// <summary>The first partition of the next page.</summary>
internal sealed record PartitionCursor(string Topic, int Partition)
{
    /// <summary>A nullable struct is preceded by -1 (null) or 1.</summary>
    public static PartitionCursor? ReadNullable(ref KafkaReader reader)
    {
        if (reader.ReadInt8() < 0)
            return null;

        var cursor = new PartitionCursor(reader.ReadString(), reader.ReadInt32());
        reader.SkipTaggedFields();
        return cursor;
    }

    public static void WriteNullable(KafkaWriter writer, PartitionCursor? cursor)
    {
        writer.WriteInt8(cursor is null ? (sbyte)-1 : (sbyte)1);
        if (cursor is null)
            return;

        writer.WriteString(cursor.Topic);
        writer.WriteInt32(cursor.Partition);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record DescribeTopicPartitionsResponse(IReadOnlyList<DescribedTopic> Topics, PartitionCursor? NextCursor) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteArray(Topics, version);
        PartitionCursor.WriteNullable(writer, NextCursor);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record DescribedTopic(
    ErrorCode Error, string? Name, Guid Id, bool IsInternal, IReadOnlyList<DescribedPartition> Partitions) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteError(Error);
        writer.WriteNullableString(Name);
        writer.WriteUuid(Id);
        writer.WriteBoolean(IsInternal);
        writer.WriteArray(Partitions, version);
        writer.WriteInt32(AuthorizedOperations.Unknown);
        writer.WriteNoTaggedFields();
    }
}

/// <summary>A partition whose leader, only replica and only in-sync replica is the node.</summary>
internal sealed record DescribedPartition(int Index, int NodeId, int LeaderEpoch) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteError(ErrorCode.None);
        writer.WriteInt32(Index);
        writer.WriteInt32(NodeId);
        writer.WriteInt32(LeaderEpoch);
        writer.WriteInt32s([NodeId]); // replica_nodes
        writer.WriteInt32s([NodeId]); // isr_nodes
        writer.WriteLength(0); // eligible_leader_replicas
        writer.WriteLength(0); // last_known_elr
        writer.WriteInt32s([]); // offline_replicas
        writer.WriteNoTaggedFields();
    }
}
