using MsaSample.Broker.Storage.Indexes;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage.Compaction;

/// <summary>What of a log can be compacted now.</summary>
/// <param name="Log">The log.</param>
/// <param name="Segments">From the oldest to the last that may be touched: finished, decided, old enough.</param>
/// <param name="FirstDirty">What lies before this offset was compacted already.</param>
/// <param name="End">Behind the last segment.</param>
/// <param name="DirtyRatio">The part of the bytes that was never compacted, 0 to 1.</param>
/// <param name="IsOverdue">The oldest dirty record waits longer than <c>max.compaction.lag.ms</c> allows.</param>
internal sealed record CompactionPlan(
    PartitionLog Log, IReadOnlyList<Segment> Segments, long FirstDirty, long End, double DirtyRatio, bool IsOverdue)
{
    /// <summary>Null when there is nothing to do, or not enough to be worth it (<c>min.cleanable.dirty.ratio</c>).</summary>
    public static CompactionPlan? For(PartitionLog log, long firstDirty, long nowMs)
    {
        var config = log.Config;
        if (!config.IsCompacted)
            return null;

        var (segments, end) = log.CompactableSegments(nowMs);
        if (segments.Count == 0 || firstDirty >= end)
            return null;

        firstDirty = Math.Max(firstDirty, segments[0].BaseOffset);
        var clean = segments.TakeWhile((_, i) => EndOf(i) <= firstDirty).Count();
        var dirtyBytes = segments.Skip(clean).Sum(static segment => (long)segment.Size);
        if (dirtyBytes == 0)
            return null;

        var ratio = (double)dirtyBytes / segments.Sum(static segment => (long)segment.Size);
        var overdue = config.MaxCompactionLagMs != long.MaxValue
            && segments.Skip(clean).Any(segment => segment.ReadFirstTimestamp() is > 0 and var first && first < nowMs - config.MaxCompactionLagMs);
        return overdue || ratio > config.MinCleanableDirtyRatio
            ? new CompactionPlan(log, segments, firstDirty, end, ratio, overdue)
            : null;

        long EndOf(int i) => i + 1 < segments.Count ? segments[i + 1].BaseOffset : end;
    }

    /// <summary>Whether a segment's records may follow in the same new segment: by size, by index, and because offsets in a segment are 32 bits.</summary>
    /// <param name="target">The new segment, with what it got of the ones before.</param>
    /// <param name="index">The one that would come next; nothing is known yet of what it will lose.</param>
    public bool Fits(Segment target, int index)
    {
        var last = (index + 1 < Segments.Count ? Segments[index + 1].BaseOffset : End) - 1;
        return (long)target.Size + Segments[index].Size <= Log.Config.SegmentBytes
            && ((long)target.Indexes.Offsets.Count + Segments[index].Indexes.Offsets.Count) * OffsetEntry.Size <= Log.Config.SegmentIndexBytes
            && last - target.BaseOffset <= int.MaxValue;
    }
}
