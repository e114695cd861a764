namespace MsaSample.Broker.Storage;

/// <summary>When the broker asks the disk to keep what it wrote. Under every policy an acknowledged record survives the death of the process.</summary>
public enum FsyncPolicy
{
    /// <summary>The operating system decides, as with Kafka's defaults: power loss may cost the last acknowledged records.</summary>
    Never,

    /// <summary>Every <see cref="StorageOptions.FsyncInterval"/>: power loss costs at most what was acknowledged in that time.</summary>
    Interval,

    /// <summary>Before a record is acknowledged or shown to any reader: power loss costs nothing. Waiting writers share flushes.</summary>
    Always,
}
