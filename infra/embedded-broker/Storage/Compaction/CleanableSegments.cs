using MsaSample.Broker.Storage.Segments;
using MsaSample.Broker.Storage.Writing;

namespace MsaSample.Broker.Storage.Compaction;

/// <summary>The segments of one log that compaction may rewrite, and their replacement by the compacted ones.</summary>
internal sealed class CleanableSegments(Lock appendLock, SegmentList segments, LogOffsets offsets, LogWriter writer)
{
    /// <summary>
    /// Rolls the active segment when it is older than <c>segment.ms</c> or <c>max.compaction.lag.ms</c>: only finished segments are
    /// compacted.
    /// </summary>
    public void RollActiveIfOld(LogConfig config, long nowMs)
    {
        lock (appendLock)
        {
            // The age counts from the later of first timestamp and start of the segment: old records that were just appended must not each
            // get a segment.
            var since = Math.Max(segments.ActiveSinceMs, segments.Active.Indexes.FirstTimestamp ?? 0);
            if (!segments.IsClosed && segments.Active.Size > 0 && nowMs - since > config.RollMs)
                writer.Roll();
        }
    }

    /// <summary>
    /// The finished segments, from the oldest on, whose transactions are all decided and whose records are all older than
    /// <c>min.compaction.lag.ms</c>; and the offset after them.
    /// </summary>
    public (IReadOnlyList<Segment> Segments, long End) Find(LogConfig config, long nowMs)
    {
        // Without a lag timestamps do not count at all: they may lie in the future.
        var latest = config.MinCompactionLagMs > 0 ? nowMs - config.MinCompactionLagMs : long.MaxValue;
        var all = segments.All;
        var lastStable = offsets.LastStable;
        var count = 0;
        while (count < all.Length - 1 && all[count + 1].BaseOffset <= lastStable && all[count].RetentionTimestamp <= latest)
            count++;

        return (all[..count], all[count].BaseOffset);
    }

    /// <summary>Creates a segment for compacted records. It is not part of the log until it replaces others.</summary>
    public Segment CreateCleaned(long baseOffset) => segments.CreateDetached(baseOffset, SegmentSwap.CleanedSuffix);

    /// <summary>Replaces segments by the compacted one that was made from them. Readers of a replaced segment can finish.</summary>
    /// <exception cref="IOException">The log changed meanwhile, or the disk is full; the log stays as it was.</exception>
    public void Replace(IReadOnlyList<Segment> old, Segment cleaned)
    {
        cleaned.Indexes.Save();
        cleaned.File.Flush();
        cleaned.Indexes.Flush();
        // The age of records without a timestamp, for retention.
        File.SetLastWriteTimeUtc(cleaned.File.Path, File.GetLastWriteTimeUtc(old[^1].File.Path));
        long[] bases = [.. old.Select(static segment => segment.BaseOffset)];
        lock (appendLock)
        {
            var all = segments.All;
            var index = Array.IndexOf(all, old[0]);
            if (segments.IsClosed || index < 0
                || !all.AsSpan(index, Math.Min(old.Count, all.Length - 1 - index)).SequenceEqual(old.ToArray()))
                throw new IOException("The log changed while it was compacted.");

            // Readers may still search the old segments, whose index files are about to be replaced.
            foreach (var segment in old)
                segment.Indexes.Load();

            var replacement = SwapFiles(bases, cleaned.BaseOffset);
            replacement.Indexes.Resume(replacement.Size, cleaned.Indexes.FirstTimestamp);
            segments.Replace(index, old.Count, replacement);
        }

        SegmentSwap.DeleteOld(segments.Directory, bases, cleaned.BaseOffset);
    }

    // The file is opened before the swap, because nothing may fail once the files are renamed.
    private Segment SwapFiles(long[] old, long cleaned)
    {
        var replacement = segments.OpenDetached(cleaned, SegmentSwap.CleanedSuffix);
        try
        {
            SegmentSwap.Run(segments.Directory, old, cleaned);
            replacement.File.Path = Path.Combine(segments.Directory, Segment.FileName(cleaned) + Segment.LogSuffix);
            return replacement;
        }
        catch
        {
            replacement.Dispose();
            throw;
        }
    }
}
