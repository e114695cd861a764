namespace MsaSample.Broker.Storage;

/// <summary>
/// When records are flushed to disk. Under every policy an acknowledged record survives if the process is killed; only power loss makes
/// a difference.
/// </summary>
public enum FsyncPolicy
{
    /// <summary>When the operating system decides, as with Kafka's defaults. Power loss may lose the last acknowledged records.</summary>
    Never,

    /// <summary>At every <c>FsyncInterval</c>. Power loss loses at most the records acknowledged since.</summary>
    Interval,

    /// <summary>Before a record is acknowledged or readable. Power loss loses nothing. Waiting writers share flushes.</summary>
    Always,
}
