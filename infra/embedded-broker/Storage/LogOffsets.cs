namespace MsaSample.Broker.Storage;

/// <summary>The offsets of one log, as readers see them without a lock.</summary>
/// <remarks>The start, the end and the first unstable offset move under the append lock, the recovery point under the flush lock.</remarks>
/// <param name="start">Log start offset.</param>
/// <param name="end">Log end offset.</param>
/// <param name="firstUnstable">First offset of the oldest open transaction; <see cref="long.MaxValue"/> when none is open.</param>
/// <param name="recoveryPoint">Everything below is on disk.</param>
/// <param name="showsDurableOnly">True when readers may see only what is on disk.</param>
internal sealed class LogOffsets(long start, long end, long firstUnstable, long recoveryPoint, bool showsDurableOnly)
{
    private long _start = start;
    private long _end = end;
    private long _firstUnstable = firstUnstable;
    private long _recoveryPoint = recoveryPoint;

    /// <summary>Whether the high watermark waits for the disk (<c>fsync=always</c>).</summary>
    public bool ShowsDurableOnly { get; } = showsDurableOnly;

    /// <summary>The first offset that a reader may ask for.</summary>
    public long Start => Volatile.Read(ref _start);

    /// <summary>The offset that the next record gets.</summary>
    public long End => Volatile.Read(ref _end);

    /// <summary>Everything below this offset was flushed to disk.</summary>
    public long RecoveryPoint => Volatile.Read(ref _recoveryPoint);

    /// <summary>Readers see the records below this offset: all of them on this single node, or those that are on disk.</summary>
    public long HighWatermark => ShowsDurableOnly ? RecoveryPoint : End;

    /// <summary>
    /// Every transaction that began below this offset is decided. Never above <see cref="HighWatermark"/>, never below <see cref="Start"/>.
    /// </summary>
    public long LastStable
    {
        get
        {
            // The high watermark is read first: an append that begins a transaction moves the first unstable offset before it moves the
            // end.
            var highWatermark = HighWatermark;
            return Math.Min(highWatermark, Math.Max(Start, Volatile.Read(ref _firstUnstable)));
        }
    }

    public void MoveStart(long offset) => Volatile.Write(ref _start, offset);

    public void MoveRecoveryPoint(long offset) => Volatile.Write(ref _recoveryPoint, offset);

    /// <summary>
    /// Moves the log end offset past an appended batch. The aborted-transaction index must already hold what the batch adds to it.
    /// </summary>
    public void MoveEnd(long offset, long firstUnstable)
    {
        Volatile.Write(ref _firstUnstable, firstUnstable);
        Volatile.Write(ref _end, offset);
    }
}
