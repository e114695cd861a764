using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage.Recovery;

/// <summary>
/// Recovers one segment: verifies the part that may be torn and truncates at the first invalid byte, or trusts the files and restores the
/// state in memory.
/// </summary>
/// <param name="indexInterval">Log bytes between two entries of a rebuilt index (<c>index.interval.bytes</c>).</param>
/// <param name="writtenOffset">Below this offset batches and indexes are complete: only what lies above is verified.</param>
/// <param name="producers">Receives the batches that its snapshot does not cover.</param>
internal sealed class SegmentRecovery(int indexInterval, long writtenOffset, ProducerRecovery producers)
{
    /// <summary>
    /// Whether the indexes fit the log file and the batches from the last indexed one on are whole, as after a clean shutdown.
    /// </summary>
    public static bool EndsWithWholeBatch(Segment segment)
    {
        if (!segment.Indexes.AreUsable(segment.Size))
            return false;

        using var scan = new BatchScanner(segment.File, segment.Indexes.Offsets.Last?.Position ?? 0, segment.Size, whole: false);
        while (scan.MoveNext())
        {
        }

        return scan.Next == segment.Size;
    }

    /// <summary>
    /// Restores the state of a trusted segment from batch headers: from the last index entry on, or from the end of the producer snapshot
    /// if that lies before it. Returns the offset after the last batch.
    /// </summary>
    public long Replay(Segment segment)
    {
        var offsets = segment.Indexes.Offsets;
        var start = offsets.Last?.Position ?? 0;
        if (producers.From <= segment.BaseOffset + (offsets.Last?.RelativeOffset ?? 0))
            start = offsets.PositionBefore(producers.From - segment.BaseOffset);

        var end = segment.BaseOffset;
        using var scan = new BatchScanner(segment.File, start, segment.Size, whole: false);
        while (scan.MoveNext())
        {
            producers.Add(segment, scan);
            end = scan.Current.LastOffset + 1;
        }

        segment.Indexes.Resume(segment.Size, segment.ReadFirstTimestamp());
        return end;
    }

    /// <summary>
    /// Verifies the untrusted part, rebuilds its indexes, and truncates the segment after its last valid batch. Returns the offset after
    /// that batch and the number of bytes cut off.
    /// </summary>
    public (long EndOffset, int CutBytes) Rescan(Segment segment)
    {
        if (TrustedPart(segment) is not var (end, valid))
        {
            segment.Indexes.Clear();
            (end, valid) = (segment.BaseOffset, 0);
        }

        var states = valid == 0 ? producers.StatesAt(segment) : producers.States;
        using (var scan = new BatchScanner(segment.File, valid, segment.Size, whole: true))
        {
            while (scan.MoveNext() && IsValid(segment, scan.Current, end))
            {
                segment.Indexes.Add(scan.Current, (int)scan.Position, indexInterval);
                if (states.Add(scan.Current) is { } aborted)
                    segment.Indexes.Aborted.Add(aborted);
                if (states != producers.States)
                    producers.Add(segment, scan);

                (end, valid) = (scan.Current.LastOffset + 1, scan.Next);
            }
        }

        var size = segment.Size;
        if (valid < size)
            segment.Truncate((int)valid);

        segment.Indexes.Save();
        return (end, (int)(size - valid));
    }

    // The end of the trusted part; the indexes are cut to it and its batches added to the producers. Null when the whole segment must be
    // verified.
    private (long Offset, long Position)? TrustedPart(Segment segment)
    {
        var relative = writtenOffset - segment.BaseOffset;
        if (relative <= 0 || producers.From > writtenOffset || !segment.Indexes.AreUsable(segment.Size) || !segment.Indexes.AreOrdered())
            return null;

        var offsets = segment.Indexes.Offsets;
        var (end, position) = WalkTrusted(segment, offsets.PositionBefore(relative - 1), replay: false);
        if (end != writtenOffset)
            return null;

        if (producers.From < end)
            WalkTrusted(segment, offsets.PositionBefore(producers.From - segment.BaseOffset), replay: true);

        segment.Indexes.ResumeAt((int)position, end, segment.ReadFirstTimestamp());
        return (end, position);
    }

    private (long Offset, long Position) WalkTrusted(Segment segment, long start, bool replay)
    {
        using var scan = new BatchScanner(segment.File, start, segment.Size, whole: false);
        var (end, position) = (segment.BaseOffset, start);
        while (scan.MoveNext() && scan.Current.LastOffset < writtenOffset && scan.Current.BaseOffset >= end)
        {
            if (replay)
                producers.Add(segment, scan);

            (end, position) = (scan.Current.LastOffset + 1, scan.Next);
        }

        return (end, position);
    }

    // Compaction leaves gaps between offsets, so a jump forward is valid; a jump back is damage.
    private static bool IsValid(Segment segment, RecordBatch batch, long end) =>
        batch.BaseOffset >= end
        && batch.LastOffsetDelta >= 0
        && batch.LastOffset - segment.BaseOffset <= int.MaxValue
        && batch.IsCrcValid();
}
