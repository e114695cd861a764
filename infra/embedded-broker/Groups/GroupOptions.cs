namespace MsaSample.Broker.Groups;

/// <summary>The limits of groups, with Kafka's defaults unless said otherwise. Names in comments are Kafka's settings.</summary>
public sealed class GroupOptions
{
    /// <summary>
    /// <c>group.initial.rebalance.delay.ms</c>: how long the first member of a group waits for others. Kafka: 3 s; here 0, so that a single
    /// consumer starts at once.
    /// </summary>
    public TimeSpan InitialRebalanceDelay { get; set; } = TimeSpan.Zero;

    /// <summary>
    /// <c>group.min.session.timeout.ms</c>: the shortest session timeout that a member of the classic protocol may ask for.
    /// </summary>
    public TimeSpan MinSessionTimeout { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>
    /// <c>group.max.session.timeout.ms</c>: the longest session timeout that a member of the classic protocol may ask for.
    /// </summary>
    public TimeSpan MaxSessionTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// <c>group.consumer.session.timeout.ms</c>: after how long without a heartbeat a member of the consumer protocol is removed.
    /// </summary>
    public TimeSpan ConsumerSessionTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>
    /// <c>group.consumer.heartbeat.interval.ms</c>: how often members of the consumer protocol are told to send heartbeats.
    /// </summary>
    public TimeSpan ConsumerHeartbeatInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary><c>group.max.size</c> and <c>group.consumer.max.size</c>: how many members a group may have.</summary>
    public int MaxSize { get; set; } = int.MaxValue;

    /// <summary><c>offset.metadata.max.bytes</c>: how many bytes of metadata a committed offset may have.</summary>
    public int MaxMetadataBytes { get; set; } = 4096;

    /// <summary><c>offsets.retention.minutes</c>: how long the offsets of a group without members are kept.</summary>
    public TimeSpan OffsetsRetention { get; set; } = TimeSpan.FromDays(7);

    /// <summary><c>offsets.retention.check.interval.ms</c>: how often expired offsets are removed.</summary>
    public TimeSpan OffsetsRetentionCheck { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary><c>offsets.topic.num.partitions</c> of a new <c>__consumer_offsets</c>. Kafka: 50; one node needs fewer.</summary>
    public int OffsetsPartitions { get; set; } = 8;
}
