using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage.Segments;
using MsaSample.Broker.Storage.Writing;

namespace MsaSample.Broker.Storage.Recovery;

/// <summary>
/// Reads one whole log at start-up, for the topics that hold the broker's own state. Damage is cut out, so that it stops neither the start
/// nor what follows it in the log.
/// </summary>
internal sealed class LogReplay(Lock appendLock, SegmentList segments, LogOffsets offsets, LogWriter writer, ILogger logger)
{
    /// <summary>
    /// Visits every batch, oldest first, with its checksum verified. A damaged segment is cut at its last valid batch, with a warning; the
    /// segments after it are read all the same, and no offset is assigned twice. Call it before anyone reads or appends.
    /// </summary>
    /// <exception cref="IOException">The log cannot be read, or its damage cannot be cut out.</exception>
    public void Run(Action<RecordBatch> onBatch)
    {
        for (var next = offsets.Start; next < offsets.End && !segments.IsClosed;)
        {
            var all = segments.All;
            var index = SegmentList.IndexOf(all, next);
            var segment = all[index];
            if (!segment.File.TryLease())
                continue; // compaction replaced it: look again

            try
            {
                var segmentEnd = index + 1 < all.Length ? all[index + 1].BaseOffset : offsets.End;
                var (end, position) = Visit(segment, segmentEnd, next, onBatch);
                if (position < segment.Size)
                    CutDamage(segment, position, end, segmentEnd);

                next = segmentEnd;
            }
            finally
            {
                segment.File.EndLease();
            }
        }
    }

    // Returns the offset and the file position after the last valid batch.
    private static (long Offset, int Position) Visit(Segment segment, long segmentEnd, long from, Action<RecordBatch> onBatch)
    {
        var (end, position) = (segment.BaseOffset, 0);
        using var scan = new BatchScanner(segment.File, 0, segment.Size, whole: true);
        while (scan.MoveNext() && scan.Current.BaseOffset >= end && scan.Current.LastOffset < segmentEnd && scan.Current.IsCrcValid())
        {
            if (scan.Current.LastOffset >= from)
                onBatch(scan.Current);

            (end, position) = (scan.Current.LastOffset + 1, (int)scan.Next);
        }

        return (end, position);
    }

    private void CutDamage(Segment segment, int position, long end, long segmentEnd)
    {
        logger.DamageCut(segments.LogName, segment.Size - position, end, segmentEnd);
        lock (appendLock)
        {
            segment.Truncate(position);
            if (position == 0)
                segment.Indexes.Clear();
            else
                segment.Indexes.ResumeAt(position, end, segment.ReadFirstTimestamp());

            if (segment == segments.Active)
                writer.Roll(); // the base offset of the next segment keeps the lost offsets from being assigned again
            else
                segment.Indexes.Save();
        }
    }
}
