using System.Buffers;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage.Reading;

/// <summary>Finds records of one log by timestamp (Unix ms), as ListOffsets asks for them.</summary>
internal sealed class TimestampSearch(SegmentList segments, LogOffsets offsets)
{
    private static readonly (long Offset, long Timestamp) None = (-1, -1);

    /// <summary>The first record at or after a timestamp, and its own timestamp; (-1, -1) when there is none.</summary>
    public (long Offset, long Timestamp) Find(long timestamp)
    {
        var (start, end) = (offsets.Start, offsets.HighWatermark);
        foreach (var segment in segments.All)
        {
            if (segment.Indexes.MaxTimestamp < timestamp || !segment.File.TryLease())
                continue;

            try
            {
                if (Find(segment, timestamp, start) is { } found)
                    return found.Offset < end ? found : None;
            }
            finally
            {
                segment.File.EndLease();
            }
        }

        return None;
    }

    /// <summary>The first record that has the largest timestamp of the log; (-1, -1) when the log is empty (KIP-734).</summary>
    public (long Offset, long Timestamp) FindMax()
    {
        var largest = segments.All.Max(static segment => segment.Indexes.MaxTimestamp);
        return largest < 0 ? None : Find(largest);
    }

    private static (long Offset, long Timestamp)? Find(Segment segment, long timestamp, long startOffset)
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

    private static (long Offset, long Timestamp)? FindRecord(
        RecordBatch batch, ReadOnlySpan<byte> records, long timestamp, long startOffset)
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
