using MsaSample.Broker.Protocol;
using MsaSample.Broker.Storage.Indexes;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage.Reading;

/// <summary>
/// Reads whole batches of one log without a lock: the list of segments is replaced as a whole, and each segment only grows.
/// </summary>
internal sealed class LogReader(SegmentList segments, LogOffsets offsets)
{
    /// <summary>
    /// Reads batches below the high watermark, or below the last stable offset when <paramref name="committed"/>; see
    /// <see cref="PartitionLog.Read"/>.
    /// </summary>
    public LogSlice Read(long offset, int maxBytes, bool atLeastOneBatch, bool committed)
    {
        while (!segments.IsClosed)
        {
            if (offset < offsets.Start || offset > offsets.End)
                return LogSlice.Failed(ErrorCode.OffsetOutOfRange);

            var limit = committed ? offsets.LastStable : offsets.HighWatermark;
            if (offset >= limit)
                return LogSlice.Empty;

            var all = segments.All;
            var index = SegmentList.IndexOf(all, offset);
            if (index >= 0 && TryRead(all, index, offset, limit, maxBytes, atLeastOneBatch, committed, out var slice))
                return slice;
        }

        return LogSlice.Failed(ErrorCode.UnknownTopicOrPartition);
    }

    /// <summary>
    /// Reads batches below the last stable offset, and names the aborted transactions among them; see
    /// <see cref="PartitionLog.ReadCommitted"/>.
    /// </summary>
    public LogSlice ReadCommitted(long offset, int maxBytes, bool atLeastOneBatch, out IReadOnlyList<AbortedTransaction> aborted)
    {
        aborted = [];
        var slice = Read(offset, maxBytes, atLeastOneBatch, committed: true);
        if (slice.Length == 0)
            return slice;

        aborted = AbortedTransactions(offset, slice.UpperBound);
        if (offset >= offsets.Start)
            return slice;

        // Segments were deleted meanwhile, perhaps with entries of the aborted-transaction index that belong to this slice.
        slice.Dispose();
        aborted = [];
        return LogSlice.Failed(ErrorCode.OffsetOutOfRange);
    }

    /// <summary>The aborted transactions that have records at or after <paramref name="from"/> and before <paramref name="to"/>.</summary>
    public IReadOnlyList<AbortedTransaction> AbortedTransactions(long from, long to)
    {
        List<AbortedTransaction>? found = null;
        var all = segments.All;
        for (var i = Math.Max(0, SegmentList.IndexOf(all, from)); i < all.Length; i++)
        {
            foreach (var entry in all[i].Indexes.Aborted.Entries)
            {
                if (entry.Overlaps(from, to))
                    (found ??= []).Add(entry);

                // What began before the end of the range was decided by then: later markers belong to later transactions.
                if (entry.LastStableOffset >= to)
                    return found ?? [];
            }
        }

        return found ?? [];
    }

    // False when a segment was deleted or replaced meanwhile: the caller looks again.
    private bool TryRead(
        Segment[] all, int index, long offset, long limit, int maxBytes, bool atLeastOneBatch, bool committed, out LogSlice slice)
    {
        slice = LogSlice.Empty;
        for (; index < all.Length && all[index].BaseOffset < limit; index++)
        {
            var segment = all[index];
            if (!segment.File.TryLease())
                return false;

            var kept = false;
            try
            {
                // After compaction a segment may end before the next one begins: then the batch is in the next one.
                if (segment.FindBatch(offset) is not { } first)
                    continue;

                var end = segment.BatchBorderBefore(first.Position, (long)first.Position + maxBytes);
                if (atLeastOneBatch)
                    end = Math.Max(end, first.Position + first.Size);

                // Batches above the limit may be in the file already: an append moves the size of the segment before the offsets.
                var upper = UpperBound(all, index, end);
                if ((committed || offsets.ShowsDurableOnly) && upper > limit)
                    (end, upper) = (Math.Min(end, segment.PositionOf(limit)), limit);

                kept = end > first.Position;
                if (kept)
                    slice = LogSlice.Of(segment.File, first.Position, end - first.Position, upper);

                return true;
            }
            finally
            {
                if (!kept)
                    segment.File.EndLease();
            }
        }

        return true;
    }

    private static long UpperBound(Segment[] all, int index, int end) =>
        all[index].UpperBoundAt(end) ?? (index + 1 < all.Length ? all[index + 1].BaseOffset : long.MaxValue);
}
