using MsaSample.Broker.Storage.Compaction;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage;

/// <summary>What compaction needs of a log: which segments it may touch, and the exchange of some for one.</summary>
internal sealed partial class PartitionLog
{
    private long _activeSinceMs; // when writing to the active segment began (Unix ms); 0 when an earlier process began

    /// <summary>Finishes the active segment when it is written to for longer than <c>segment.ms</c> or <c>max.compaction.lag.ms</c> allows: only finished ones are compacted.</summary>
    public void RollForCompaction(long nowMs)
    {
        lock (_appending)
        {
            // Records may be much older than their stay here, and must not make each round a segment of its own.
            var since = Math.Max(_activeSinceMs, Active.Indexes.FirstTimestamp ?? 0);
            if (!_closed && Active.Size > 0 && nowMs - since > Config.RollMs)
                Roll();
        }
    }

    /// <summary>The finished segments whose transactions are all decided and whose records are all older than <c>min.compaction.lag.ms</c>, and where they end.</summary>
    public (IReadOnlyList<Segment> Segments, long End) CompactableSegments(long nowMs)
    {
        // Without a lag it does not matter what time a record says it is of: that may lie ahead.
        var youngest = Config.MinCompactionLagMs > 0 ? nowMs - Config.MinCompactionLagMs : long.MaxValue;
        var segments = Volatile.Read(ref _segments);
        var stable = StableOffset;
        var count = 0;
        while (count < segments.Length - 1 && segments[count + 1].BaseOffset <= stable && segments[count].RetentionTimestamp <= youngest)
            count++;

        return (segments[..count], segments[count].BaseOffset);
    }

    /// <summary>A segment to write compacted records into; it is no part of the log yet.</summary>
    public Segment CreateCleaned(long baseOffset) => Segment.Create(Directory, baseOffset, _openFile, SegmentSwap.CleanedSuffix);

    /// <summary>Puts a compacted segment in the place of those it was made from. Readers that are in the middle of an old one can finish.</summary>
    /// <exception cref="IOException">The log changed meanwhile, or the disk refuses; the log stays as it was.</exception>
    public void Replace(IReadOnlyList<Segment> old, Segment cleaned)
    {
        cleaned.Indexes.Save();
        cleaned.File.Flush();
        cleaned.Indexes.Flush();
        File.SetLastWriteTimeUtc(cleaned.File.Path, File.GetLastWriteTimeUtc(old[^1].File.Path)); // retention counts from it where records have no time
        long[] bases = [.. old.Select(static segment => segment.BaseOffset)];
        lock (_appending)
        {
            var at = Array.IndexOf(_segments, old[0]);
            if (_closed || at < 0 || !_segments.AsSpan(at, Math.Min(old.Count, _segments.Length - 1 - at)).SequenceEqual(old.ToArray()))
                throw new IOException("The log changed while it was compacted.");

            // A reader may still search an old one, whose index files are about to be others.
            foreach (var segment in old)
                segment.Indexes.Load();

            var replacement = Swap(bases, cleaned.BaseOffset);
            replacement.Indexes.Resume(replacement.Size, cleaned.Indexes.FirstTimestamp);
            Volatile.Write(ref _segments, [.. _segments[..at], replacement, .. _segments[(at + old.Count)..]]);
            foreach (var segment in old)
                segment.Dispose();
        }

        SegmentSwap.DeleteOld(Directory, bases, cleaned.BaseOffset);
    }

    // Opened before the exchange: once the files have changed their names, nothing may fail.
    private Segment Swap(long[] old, long cleaned)
    {
        var replacement = Segment.Open(Directory, cleaned, _openFile, SegmentSwap.CleanedSuffix);
        try
        {
            SegmentSwap.Run(Directory, old, cleaned);
            replacement.File.Path = Path.Combine(Directory, Segment.FileName(cleaned) + Segment.LogSuffix);
            return replacement;
        }
        catch
        {
            replacement.Dispose();
            throw;
        }
    }
}
