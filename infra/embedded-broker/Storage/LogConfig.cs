namespace MsaSample.Broker.Storage;

/// <summary>What happens to old records: <c>cleanup.policy</c>.</summary>
[Flags]
internal enum CleanupPolicy
{
    None = 0,
    Delete = 1,
    Compact = 2,
}

/// <summary>Whose clock stamps the records: <c>message.timestamp.type</c>.</summary>
internal enum TimestampType
{
    CreateTime,
    LogAppendTime,
}

/// <summary>The topic settings that the log obeys, typed, with Kafka's defaults. Names in comments are the topic settings they come from.</summary>
internal sealed record LogConfig
{
    public static LogConfig Default { get; } = new();

    /// <summary><c>segment.bytes</c>.</summary>
    public int SegmentBytes { get; init; } = 1024 * 1024 * 1024;

    /// <summary><c>segment.ms</c>.</summary>
    public long SegmentMs { get; init; } = 7 * 24 * 3600 * 1000L;

    /// <summary><c>segment.index.bytes</c>: a full offset index rolls the segment.</summary>
    public int SegmentIndexBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary><c>index.interval.bytes</c>: log bytes between two index entries.</summary>
    public int IndexIntervalBytes { get; init; } = 4096;

    /// <summary><c>flush.messages</c>: so many unflushed records are flushed to disk before the last of them is acknowledged.</summary>
    public long FlushMessages { get; init; } = long.MaxValue;

    /// <summary><c>flush.ms</c>: how long records may stay unflushed.</summary>
    public long FlushMs { get; init; } = long.MaxValue;

    /// <summary><c>retention.ms</c>; -1 = for ever.</summary>
    public long RetentionMs { get; init; } = 7 * 24 * 3600 * 1000L;

    /// <summary><c>retention.bytes</c>; -1 = no limit.</summary>
    public long RetentionBytes { get; init; } = -1;

    /// <summary><c>max.message.bytes</c>: the largest batch as it is sent.</summary>
    public int MaxMessageBytes { get; init; } = 1_048_588;

    /// <summary><c>cleanup.policy</c>.</summary>
    public CleanupPolicy CleanupPolicy { get; init; } = CleanupPolicy.Delete;

    /// <summary><c>message.timestamp.type</c>.</summary>
    public TimestampType TimestampType { get; init; } = TimestampType.CreateTime;

    /// <summary><c>message.timestamp.after.max.ms</c>: how far in the future a record's own time may lie.</summary>
    public long TimestampAfterMaxMs { get; init; } = 3600 * 1000L;

    /// <summary><c>message.timestamp.before.max.ms</c>: how far in the past.</summary>
    public long TimestampBeforeMaxMs { get; init; } = long.MaxValue;

    /// <summary><c>delete.retention.ms</c>: how long a tombstone stays after the first compaction that met it.</summary>
    public long DeleteRetentionMs { get; init; } = 24 * 3600 * 1000L;

    /// <summary><c>min.cleanable.dirty.ratio</c>: compaction waits until more than this part of the log was never compacted.</summary>
    public double MinCleanableDirtyRatio { get; init; } = 0.5;

    /// <summary><c>min.compaction.lag.ms</c>: younger records are not compacted.</summary>
    public long MinCompactionLagMs { get; init; }

    /// <summary><c>max.compaction.lag.ms</c>: older ones are, whatever the ratio says.</summary>
    public long MaxCompactionLagMs { get; init; } = long.MaxValue;

    /// <summary>How long a segment may be written to: a compacted one no longer than its records may wait for compaction, for only finished segments are compacted.</summary>
    public long RollMs => IsCompacted ? Math.Min(SegmentMs, MaxCompactionLagMs) : SegmentMs;

    public bool IsCompacted => CleanupPolicy.HasFlag(CleanupPolicy.Compact);
}
