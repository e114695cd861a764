namespace MsaSample.Broker.Groups;

/// <summary>The rules for consumer groups, with Kafka's defaults unless said otherwise. Names in comments are Kafka's settings.</summary>
public sealed class GroupOptions
{
    /// <summary><c>group.initial.rebalance.delay.ms</c>: how long the first member of a group waits for others. Kafka: 3 s; here 0, so that one consumer starts at once.</summary>
    public TimeSpan InitialRebalanceDelay { get; set; } = TimeSpan.Zero;

    /// <summary><c>group.min.session.timeout.ms</c>.</summary>
    public TimeSpan MinSessionTimeout { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary><c>group.max.session.timeout.ms</c>.</summary>
    public TimeSpan MaxSessionTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary><c>group.consumer.session.timeout.ms</c>: how long a member of the consumer protocol may be silent.</summary>
    public TimeSpan ConsumerSessionTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary><c>group.consumer.heartbeat.interval.ms</c>: what members of the consumer protocol are told to keep.</summary>
    public TimeSpan ConsumerHeartbeatInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary><c>group.max.size</c>, and <c>group.consumer.max.size</c>.</summary>
    public int MaxSize { get; set; } = int.MaxValue;

    /// <summary><c>offset.metadata.max.bytes</c>.</summary>
    public int MaxMetadataBytes { get; set; } = 4096;

    /// <summary><c>offsets.retention.minutes</c>: how long the offsets of a group without members are kept.</summary>
    public TimeSpan OffsetsRetention { get; set; } = TimeSpan.FromDays(7);

    /// <summary><c>offsets.retention.check.interval.ms</c>.</summary>
    public TimeSpan OffsetsRetentionCheck { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary><c>offsets.topic.num.partitions</c>. Kafka: 50; one node needs fewer.</summary>
    public int OffsetsPartitions { get; set; } = 8;
}
