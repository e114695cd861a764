using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage.Compaction;

/// <summary>Reads the part of a log that was not compacted yet and notes the last offset of each key.</summary>
internal static class OffsetMapBuilder
{
    /// <summary>The map; it ends early, at a batch border, when it is full. Then the rest is for the next pass.</summary>
    public static OffsetMap Build(
        IEnumerable<Segment> segments, long from, long end, DecidedTransactions transactions, int maxKeys, CancellationToken cancellationToken)
    {
        var map = new OffsetMap(maxKeys);
        foreach (var segment in segments)
        {
            if (!segment.File.TryLease())
                throw new IOException("A segment was deleted while it was read.");

            try
            {
                using var scan = new BatchScanner(segment.File, segment.PositionOf(from), segment.Size, whole: true);
                while (scan.MoveNext())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (!scan.Current.IsCrcValid())
                        throw new InvalidDataException($"the batch at offset {scan.Current.BaseOffset} does not match its checksum"); // a new batch would hide that
                    if (map.Count > 0 && !map.HasRoomFor(scan.Current.RecordCount))
                        return map;

                    Add(map, scan.Current, transactions);
                    map.LatestOffset = scan.Current.LastOffset;
                }
            }
            finally
            {
                segment.File.EndLease();
            }
        }

        map.LatestOffset = end - 1;
        return map;
    }

    private static void Add(OffsetMap map, RecordBatch batch, DecidedTransactions transactions)
    {
        if (batch.Attributes.IsControl || transactions.IsAborted(batch))
            return;

        if (batch.Attributes.Codec == CompressionType.None)
        {
            Add(map, batch, batch.Records);
            return;
        }

        using var unpacked = Compression.TryUnpack(batch.Attributes.Codec, batch.Records);
        if (unpacked is not null)
            Add(map, batch, unpacked.Bytes);
    }

    private static void Add(OffsetMap map, RecordBatch batch, ReadOnlySpan<byte> records)
    {
        var reader = new RecordReader(records, batch.RecordCount);
        while (reader.TryRead())
        {
            if (reader.Current.HasKey)
                map.Put(reader.Current.Key, batch.BaseOffset + reader.Current.OffsetDelta);
        }
    }
}
