namespace MsaSample.Broker.Storage.Recovery;

/// <summary>The checkpoints of a log before it is opened.</summary>
/// <param name="CleanShutdown">The last process closed the log cleanly: its files are complete.</param>
/// <param name="RecoveryPoint">
/// Every record below this offset was flushed to disk, and so were the indexes of the segments that end below it.
/// </param>
/// <param name="StartOffset">Log start offset; 0 when it never moved inside a segment.</param>
/// <param name="WrittenOffset">Everything below was written, indexes too, and the machine has not rebooted since.</param>
internal readonly record struct LogState(bool CleanShutdown, long RecoveryPoint, long StartOffset, long WrittenOffset = 0)
{
    /// <summary>Segments that end below this offset are not verified.</summary>
    public long TrustedOffset => Math.Max(RecoveryPoint, WrittenOffset);
}
