using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage;

/// <summary>How a log directory looks after its logs.</summary>
internal sealed record StorageOptions
{
    public static StorageOptions Default { get; } = new();

    /// <summary>When records are flushed to disk.</summary>
    public FsyncPolicy Fsync { get; init; } = FsyncPolicy.Never;

    /// <summary>Between two flushes under <see cref="FsyncPolicy.Interval"/>.</summary>
    public TimeSpan FsyncInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Between two looks for logs whose <c>flush.ms</c> is over.</summary>
    public TimeSpan FlushCheckInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Between two flushes of finished segments, each followed by a new recovery point. Only power loss can cost what lies above the recovery point.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Between two times that what a start after a kill need not read again is noted.</summary>
    public TimeSpan WrittenOffsetInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Between two looks for segments that retention lets go.</summary>
    public TimeSpan RetentionInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Between two looks for logs that are worth compacting.</summary>
    public TimeSpan CleanerInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Distinct keys of one compaction pass, at most 48 bytes of memory each; a log with more needs several passes.</summary>
    public int CompactionMaxKeys { get; init; } = 750_000;

    /// <summary>How long an idempotent producer that writes nothing is remembered.</summary>
    public TimeSpan ProducerExpiry { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Opens a log file; tests give one whose disk fills up.</summary>
    public Func<string, LogFile> OpenFile { get; init; } = static path => new LogFile(path);
}
