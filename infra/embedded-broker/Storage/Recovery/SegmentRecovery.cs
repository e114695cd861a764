using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage.Recovery;

/// <summary>Makes one segment ready for use: reads what may be torn and cuts at the first invalid byte, or believes the files and reads only what memory must know.</summary>
/// <param name="indexInterval">Bytes between two index entries that are made anew.</param>
/// <param name="writtenPoint">Below this offset batches and indexes are complete, so that a segment is read again from here on only.</param>
/// <param name="producers">Gets the batches that its snapshot does not have.</param>
internal sealed class SegmentRecovery(int indexInterval, long writtenPoint, ProducerRecovery producers)
{
    /// <summary>Whether the indexes fit and the batches behind the last indexed one are whole, as an orderly stop leaves them.</summary>
    public static bool IsWholeAtEnd(Segment segment)
    {
        if (!segment.Indexes.AreUsable(segment.Size))
            return false;

        using var scan = new BatchScanner(segment.File, segment.Indexes.Offsets.Last?.Position ?? 0, segment.Size, whole: false);
        while (scan.MoveNext())
        {
        }

        return scan.Next == segment.Size;
    }

    /// <summary>Believes the segment: headers only, from the last index entry to know the end, or from where the snapshot stops to know the producers. Returns the offset behind its last batch.</summary>
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

    /// <summary>Reads the untrusted part again and makes its indexes anew. Returns the offset behind the last valid batch, where the segment now ends, and the bytes that were cut off.</summary>
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

    // Where the trusted part ends, with the indexes cut to it and the producers brought up to it; null when the whole must be read.
    private (long Offset, long Position)? TrustedPart(Segment segment)
    {
        var relative = writtenPoint - segment.BaseOffset;
        if (relative <= 0 || producers.From > writtenPoint || !segment.Indexes.AreUsable(segment.Size) || !segment.Indexes.AreOrdered())
            return null;

        var offsets = segment.Indexes.Offsets;
        var (end, position) = WalkTrusted(segment, offsets.PositionBefore(relative - 1), replay: false);
        if (end != writtenPoint)
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
        while (scan.MoveNext() && scan.Current.LastOffset < writtenPoint && scan.Current.BaseOffset >= end)
        {
            if (replay)
                producers.Add(segment, scan);

            (end, position) = (scan.Current.LastOffset + 1, scan.Next);
        }

        return (end, position);
    }

    // A jump forward is no damage: compaction makes them. A jump back never happens.
    private static bool IsValid(Segment segment, RecordBatch batch, long end) =>
        batch.BaseOffset >= end
        && batch.LastOffsetDelta >= 0
        && batch.LastOffset - segment.BaseOffset <= int.MaxValue
        && batch.IsCrcValid();
}
