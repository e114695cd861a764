namespace MsaSample.Broker.Storage;

/// <summary>The treatment of old records (<c>cleanup.policy</c>).</summary>
[Flags]
internal enum CleanupPolicy
{
    None = 0,
    Delete = 1,
    Compact = 2,
}

/// <summary>The source of record timestamps, the producer or the broker (<c>message.timestamp.type</c>).</summary>
internal enum TimestampType
{
    CreateTime,
    LogAppendTime,
}

/// <summary>The topic settings that a log obeys, with Kafka's defaults. Each summary begins with the name of the setting.</summary>
internal sealed record LogConfig
{
    public static LogConfig Default { get; } = new();

    /// <summary><c>segment.bytes</c>: largest size of a log file.</summary>
    public int SegmentBytes { get; init; } = 1024 * 1024 * 1024;

    /// <summary><c>segment.ms</c>: longest time between the first and the last record of a segment.</summary>
    public long SegmentMs { get; init; } = 7 * 24 * 3600 * 1000L;

    /// <summary><c>segment.index.bytes</c>: largest size of an offset index; a full one rolls the segment.</summary>
    public int SegmentIndexBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary><c>index.interval.bytes</c>: log bytes between two index entries.</summary>
    public int IndexIntervalBytes { get; init; } = 4096;

    /// <summary>
    /// <c>flush.messages</c>: at this number of unflushed records the log is flushed before the last of them is acknowledged.
    /// </summary>
    public long FlushMessages { get; init; } = long.MaxValue;

    /// <summary><c>flush.ms</c>: longest time between two flushes.</summary>
    public long FlushMs { get; init; } = long.MaxValue;

    /// <summary><c>retention.ms</c>: how long records are kept; -1 = without limit.</summary>
    public long RetentionMs { get; init; } = 7 * 24 * 3600 * 1000L;

    /// <summary><c>retention.bytes</c>: size of the log above which old segments are deleted; -1 = without limit.</summary>
    public long RetentionBytes { get; init; } = -1;

    /// <summary><c>max.message.bytes</c>: largest size of a record batch, compressed if the client compresses it.</summary>
    public int MaxMessageBytes { get; init; } = 1_048_588;

    /// <summary><c>cleanup.policy</c>.</summary>
    public CleanupPolicy CleanupPolicy { get; init; } = CleanupPolicy.Delete;

    /// <summary><c>message.timestamp.type</c>.</summary>
    public TimestampType TimestampType { get; init; } = TimestampType.CreateTime;

    /// <summary><c>message.timestamp.after.max.ms</c>: how far in the future a producer's timestamp may lie.</summary>
    public long TimestampAfterMaxMs { get; init; } = 3600 * 1000L;

    /// <summary><c>message.timestamp.before.max.ms</c>: how far in the past a producer's timestamp may lie.</summary>
    public long TimestampBeforeMaxMs { get; init; } = long.MaxValue;

    /// <summary><c>delete.retention.ms</c>: how long a tombstone is kept after it was first compacted.</summary>
    public long DeleteRetentionMs { get; init; } = 24 * 3600 * 1000L;

    /// <summary><c>min.cleanable.dirty.ratio</c>: a log is compacted when more than this share of it was never compacted.</summary>
    public double MinCleanableDirtyRatio { get; init; } = 0.5;

    /// <summary><c>min.compaction.lag.ms</c>: younger records are not compacted.</summary>
    public long MinCompactionLagMs { get; init; }

    /// <summary><c>max.compaction.lag.ms</c>: older records are compacted whatever the dirty ratio is.</summary>
    public long MaxCompactionLagMs { get; init; } = long.MaxValue;

    /// <summary>
    /// How long a segment stays active (ms): <c>segment.ms</c>, in a compacted topic at most <c>max.compaction.lag.ms</c>, because only
    /// finished segments are compacted.
    /// </summary>
    public long RollMs => IsCompacted ? Math.Min(SegmentMs, MaxCompactionLagMs) : SegmentMs;

    public bool IsCompacted => CleanupPolicy.HasFlag(CleanupPolicy.Compact);
}
