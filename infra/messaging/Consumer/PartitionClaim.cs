using Confluent.Kafka;

namespace MsaSample.Messaging.Consumer;

/// <summary>
/// One assignment of one partition to this process. It ends (<see cref="Active"/> becomes false) when the partition is revoked or lost, or
/// when another instance has moved its offset. Records that were read under it and not yet applied are then dropped, and a new claim begins
/// at the offset in the database.
/// </summary>
internal sealed class PartitionClaim(TopicPartition partition, long nextOffset)
{
    private volatile bool _active = true;

    public TopicPartition Partition { get; } = partition;

    /// <summary>The offset that the database has under this claim; only the lane moves it.</summary>
    public long NextOffset { get; set; } = nextOffset;

    public bool Active => _active;

    public void End() => _active = false;
}
