using MsaSample.Broker.Storage.Indexes;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage.Compaction;

/// <summary>The part of a log that one pass compacts.</summary>
/// <param name="Log">The log.</param>
/// <param name="Segments">The cleanable segments, oldest first; see <see cref="CleanableSegments.Find"/>.</param>
/// <param name="FirstDirty">Everything below this offset was compacted already.</param>
/// <param name="End">The offset after the last segment.</param>
/// <param name="DirtyRatio">Share of the bytes that was never compacted, 0 to 1.</param>
/// <param name="IsOverdue">The oldest dirty record has waited longer than <c>max.compaction.lag.ms</c>.</param>
internal sealed record CompactionPlan(
    PartitionLog Log, IReadOnlyList<Segment> Segments, long FirstDirty, long End, double DirtyRatio, bool IsOverdue)
{
    /// <summary>Plans a pass; null when nothing is dirty, or too little (<c>min.cleanable.dirty.ratio</c>).</summary>
    public static CompactionPlan? For(PartitionLog log, long firstDirty, long nowMs)
    {
        var config = log.Config;
        if (!config.IsCompacted)
            return null;

        var (segments, end) = log.Cleanable.Find(config, nowMs);
        if (segments.Count == 0 || firstDirty >= end)
            return null;

        firstDirty = Math.Max(firstDirty, segments[0].BaseOffset);
        var clean = segments.TakeWhile((_, i) => EndOf(i) <= firstDirty).Count();
        var dirtyBytes = segments.Skip(clean).Sum(static segment => (long)segment.Size);
        if (dirtyBytes == 0)
            return null;

        var ratio = (double)dirtyBytes / segments.Sum(static segment => (long)segment.Size);
        var overdue = config.MaxCompactionLagMs != long.MaxValue && segments.Skip(clean).Any(HasWaitedTooLong);
        return overdue || ratio > config.MinCleanableDirtyRatio
            ? new CompactionPlan(log, segments, firstDirty, end, ratio, overdue)
            : null;

        bool HasWaitedTooLong(Segment segment) =>
            segment.ReadFirstTimestamp() is > 0 and var first && first < nowMs - config.MaxCompactionLagMs;

        long EndOf(int i) => i + 1 < segments.Count ? segments[i + 1].BaseOffset : end;
    }

    /// <summary>
    /// Whether all records of a segment fit into the new segment: by size, by size of the index, and because relative offsets have 32 bits.
    /// </summary>
    /// <param name="target">The new segment, with the records of the segments before.</param>
    /// <param name="index">Index of the segment to add; it counts in full, although it will lose records.</param>
    public bool Fits(Segment target, int index)
    {
        var last = (index + 1 < Segments.Count ? Segments[index + 1].BaseOffset : End) - 1;
        var indexEntries = (long)target.Indexes.Offsets.Count + Segments[index].Indexes.Offsets.Count;
        return (long)target.Size + Segments[index].Size <= Log.Config.SegmentBytes
            && indexEntries * OffsetEntry.Size <= Log.Config.SegmentIndexBytes
            && last - target.BaseOffset <= int.MaxValue;
    }
}
