using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage;

/// <summary>Flush policy and background intervals of a data directory.</summary>
internal sealed record StorageOptions
{
    public static StorageOptions Default { get; } = new();

    /// <summary>When records are flushed to disk.</summary>
    public FsyncPolicy Fsync { get; init; } = FsyncPolicy.Never;

    /// <summary>Interval of the flushes under <see cref="FsyncPolicy.Interval"/>.</summary>
    public TimeSpan FsyncInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Interval at which logs are checked for a flush by <c>flush.ms</c>.</summary>
    public TimeSpan FlushCheckInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Interval at which finished segments are flushed and recovery points saved. Records above the recovery point may be lost in a power
    /// loss.
    /// </summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Interval at which indexes and producer snapshots are written, so that a start after a kill verifies only what was appended since.
    /// </summary>
    public TimeSpan WrittenOffsetInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Interval at which retention is applied.</summary>
    public TimeSpan RetentionInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Interval at which logs are checked for compaction.</summary>
    public TimeSpan CleanerInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Largest number of distinct keys in one compaction pass, at most 48 bytes of memory each; a log with more keys takes several passes.
    /// </summary>
    public int CompactionMaxKeys { get; init; } = 750_000;

    /// <summary>How long an idempotent producer is remembered after its last batch.</summary>
    public TimeSpan ProducerExpiry { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Opens a log file; tests replace it to simulate a failing disk.</summary>
    public Func<string, LogFile> OpenFile { get; init; } = static path => new LogFile(path);
}
