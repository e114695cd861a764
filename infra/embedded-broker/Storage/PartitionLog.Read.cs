using System.Buffers;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage;

/// <summary>Reading, without the append lock: the list of segments is replaced as a whole, and each segment only grows.</summary>
internal sealed partial class PartitionLog
{
    /// <summary>
    /// Whole batches below the high watermark, the first being the one that contains <paramref name="offset"/>; never more than one segment. Empty where there is none.
    /// With <paramref name="atLeastOneBatch"/> the first batch comes even when it alone is larger than <paramref name="maxBytes"/> (KIP-74).
    /// </summary>
    public LogSlice Read(long offset, int maxBytes, bool atLeastOneBatch) => Read(offset, maxBytes, atLeastOneBatch, committed: false);

    private LogSlice Read(long offset, int maxBytes, bool atLeastOneBatch, bool committed)
    {
        while (!_closed)
        {
            if (offset < StartOffset || offset > EndOffset)
                return LogSlice.Failed(ErrorCode.OffsetOutOfRange);

            var limit = committed ? StableOffset : HighWatermark;
            if (offset >= limit)
                return LogSlice.Empty;

            var segments = Volatile.Read(ref _segments);
            var index = IndexOfSegment(segments, offset);
            if (index >= 0 && TryRead(segments, index, offset, limit, maxBytes, atLeastOneBatch, committed, out var slice))
                return slice;
        }

        return LogSlice.Failed(ErrorCode.UnknownTopicOrPartition);
    }

    /// <summary>The first record at or after a time (Unix ms), and its own time; (-1, -1) when there is none.</summary>
    public (long Offset, long Timestamp) FindByTimestamp(long timestamp)
    {
        var (start, end) = (StartOffset, HighWatermark);
        foreach (var segment in Volatile.Read(ref _segments))
        {
            if (segment.Indexes.MaxTimestamp < timestamp || !segment.File.TryLease())
                continue;

            try
            {
                if (FindByTimestamp(segment, timestamp, start) is { } found)
                    return found.Offset < end ? found : (-1, -1);
            }
            finally
            {
                segment.File.EndLease();
            }
        }

        return (-1, -1);
    }

    /// <summary>The first record that has the largest timestamp of the log; (-1, -1) when the log is empty. For ListOffsets with timestamp -3 (KIP-734).</summary>
    public (long Offset, long Timestamp) FindMaxTimestamp()
    {
        var largest = Volatile.Read(ref _segments).Max(static segment => segment.Indexes.MaxTimestamp);
        return largest < 0 ? (-1, -1) : FindByTimestamp(largest);
    }

    private static int IndexOfSegment(Segment[] segments, long offset)
    {
        var index = segments.Length - 1;
        while (index >= 0 && segments[index].BaseOffset > offset)
            index--;

        return index;
    }

    // False when a segment went away meanwhile: the caller looks again.
    private bool TryRead(
        Segment[] segments, int index, long offset, long limit, int maxBytes, bool atLeastOneBatch, bool committed, out LogSlice slice)
    {
        slice = LogSlice.Empty;
        for (; index < segments.Length && segments[index].BaseOffset < limit; index++)
        {
            var segment = segments[index];
            if (!segment.File.TryLease())
                return false;

            var kept = false;
            try
            {
                // A segment may end before the next begins, as in a log that Kafka compacted: then the next one has what follows.
                if (segment.FindBatch(offset) is not { } first)
                    continue;

                var end = segment.BatchBorderBefore(first.Position, (long)first.Position + maxBytes);
                if (atLeastOneBatch)
                    end = Math.Max(end, first.Position + first.Size);

                // What is behind the limit may begin a transaction that nobody knows of yet: an append moves the size before all else.
                var upper = UpperBound(segments, index, end);
                if ((committed || _fsync == FsyncPolicy.Always) && upper > limit)
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

    private static long UpperBound(Segment[] segments, int index, int end) =>
        segments[index].UpperBoundAt(end) ?? (index + 1 < segments.Length ? segments[index + 1].BaseOffset : long.MaxValue);

    private static (long Offset, long Timestamp)? FindByTimestamp(Segment segment, long timestamp, long startOffset)
    {
        var from = segment.Indexes.Offsets.PositionBefore(segment.Indexes.Times.OffsetBefore(timestamp));
        using var scan = new BatchScanner(segment.File, from, segment.Size, whole: false);
        while (scan.MoveNext())
        {
            if (scan.Current.MaxTimestamp < timestamp || scan.Current.LastOffset < startOffset)
                continue;

            if (FindInBatch(segment.File, scan.Position, (int)(scan.Next - scan.Position), timestamp, startOffset) is { } found)
                return found;
        }

        return null;
    }

    private static (long Offset, long Timestamp)? FindInBatch(LogFile file, long position, int size, long timestamp, long startOffset)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            if (file.Read(buffer.AsSpan(0, size), position) < size)
                return null;

            var batch = new RecordBatch(buffer.AsSpan(0, size));
            if (batch.Attributes.Codec == CompressionType.None)
                return FindRecord(batch, batch.Records, timestamp, startOffset);

            using var unpacked = Compression.TryUnpack(batch.Attributes.Codec, batch.Records);
            return unpacked is null ? (batch.BaseOffset, batch.MaxTimestamp) : FindRecord(batch, unpacked.Bytes, timestamp, startOffset);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static (long Offset, long Timestamp)? FindRecord(RecordBatch batch, ReadOnlySpan<byte> records, long timestamp, long startOffset)
    {
        var reader = new RecordReader(records, batch.RecordCount);
        while (reader.TryRead())
        {
            var offset = batch.BaseOffset + reader.Current.OffsetDelta;
            var time = batch.Attributes.IsLogAppendTime ? batch.MaxTimestamp : batch.BaseTimestamp + reader.Current.TimestampDelta;
            if (time >= timestamp && offset >= startOffset)
                return (offset, time);
        }

        return null;
    }
}
