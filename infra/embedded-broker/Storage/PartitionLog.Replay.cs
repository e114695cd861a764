using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage;

/// <summary>Reading the whole log at the start, for a topic that the broker itself lives on: damage there must neither end the start nor stay in the way of what comes behind it.</summary>
internal sealed partial class PartitionLog
{
    /// <summary>
    /// Visits every batch, oldest first, with its checksum verified. A segment that holds something else is cut at its last good batch, with a warning; the segments
    /// behind it are read all the same, and no offset is given a second time. Before anyone reads or appends.
    /// </summary>
    /// <exception cref="IOException">The disk does not let it be read, or mended.</exception>
    public void Replay(Action<RecordBatch> onBatch)
    {
        for (var next = StartOffset; next < EndOffset && !_closed;)
        {
            var segments = Volatile.Read(ref _segments);
            var index = IndexOfSegment(segments, next);
            if (!segments[index].File.TryLease())
                continue; // compacted meanwhile: another one has its place

            try
            {
                var behind = index + 1 < segments.Length ? segments[index + 1].BaseOffset : EndOffset;
                var (end, position) = Visit(segments[index], behind, next, onBatch);
                if (position < segments[index].Size)
                    CutDamage(segments[index], position, end, behind);

                next = behind;
            }
            finally
            {
                segments[index].File.EndLease();
            }
        }
    }

    // Returns the offset and the position behind the last good batch.
    private static (long Offset, int Position) Visit(Segment segment, long behind, long from, Action<RecordBatch> onBatch)
    {
        var (end, position) = (segment.BaseOffset, 0);
        using var scan = new BatchScanner(segment.File, 0, segment.Size, whole: true);
        while (scan.MoveNext() && scan.Current.BaseOffset >= end && scan.Current.LastOffset < behind && scan.Current.IsCrcValid())
        {
            if (scan.Current.LastOffset >= from)
                onBatch(scan.Current);

            (end, position) = (scan.Current.LastOffset + 1, (int)scan.Next);
        }

        return (end, position);
    }

    private void CutDamage(Segment segment, int position, long end, long behind)
    {
        _logger.LogDamageCut(Name, segment.Size - position, end, behind);
        lock (_appending)
        {
            segment.Truncate(position);
            if (position == 0)
                segment.Indexes.Clear();
            else
                segment.Indexes.ResumeAt(position, end, segment.ReadFirstTimestamp());

            if (segment == Active)
                Roll(); // the name of the next segment keeps the offsets that were cut from being given again
            else
                segment.Indexes.Save();
        }
    }
}
