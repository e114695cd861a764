using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage.Compaction;

/// <summary>Reads the dirty part of a log into an <see cref="OffsetMap"/>.</summary>
internal static class OffsetMapBuilder
{
    /// <summary>Builds the map. When it is full it ends between two batches, and the rest is left to the next pass.</summary>
    /// <exception cref="IOException">A segment was deleted.</exception>
    /// <exception cref="InvalidDataException">A batch does not match its checksum.</exception>
    public static OffsetMap Build(
        IEnumerable<Segment> segments, long from, long end, DecidedTransactions transactions, int maxKeys,
        CancellationToken cancellationToken)
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
                        // Rewriting the batch would hide the damage.
                        throw new InvalidDataException($"the batch at offset {scan.Current.BaseOffset} does not match its checksum");
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
