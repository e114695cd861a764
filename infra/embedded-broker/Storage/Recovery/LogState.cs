namespace MsaSample.Broker.Storage.Recovery;

/// <summary>What a log directory knows about a log before it is opened.</summary>
/// <param name="CleanShutdown">The last process closed it in order: its files are complete.</param>
/// <param name="RecoveryPoint">Every record below this offset was flushed to disk, and the indexes of the segments that end below it.</param>
/// <param name="StartOffset">First offset that readers may see; 0 when it never moved inside a segment.</param>
/// <param name="WrittenPoint">Everything below was written, indexes too, and the machine has been up since.</param>
internal readonly record struct LogState(bool CleanShutdown, long RecoveryPoint, long StartOffset, long WrittenPoint = 0)
{
    /// <summary>No damage is looked for in segments that end below this offset.</summary>
    public long TrustedPoint => Math.Max(RecoveryPoint, WrittenPoint);
}
