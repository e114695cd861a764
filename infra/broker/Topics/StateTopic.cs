using System.Buffers;
using System.Globalization;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage;

namespace MsaSample.Broker.Topics;

/// <summary>A compacted internal topic in which a coordinator keeps what it must not forget; the last record of a key counts. It comes into being when first needed.</summary>
/// <param name="catalog">The topics.</param>
/// <param name="clock">Stamps the records.</param>
/// <param name="name">The topic's name.</param>
/// <param name="partitions">How many partitions a new one gets.</param>
internal sealed class StateTopic(TopicCatalog catalog, TimeProvider clock, string name, int partitions)
{
    private const int ReadSize = 1024 * 1024;
    private const int SegmentBytes = 8 * 1024 * 1024;

    /// <summary>Makes sure that the topic is there.</summary>
    public ErrorCode Ensure() => FindOrCreate() is null ? ErrorCode.CoordinatorNotAvailable : ErrorCode.None;

    /// <summary>The partition that holds the records of an id; null when the topic cannot be created.</summary>
    public Partition? PartitionOf(string id) =>
        FindOrCreate() is { } topic ? topic.Partitions[(JavaHash(id) & int.MaxValue) % topic.Partitions.Count] : null;

    /// <summary>Writes records of one id as one batch: all or none. Returns when the operating system has them.</summary>
    /// <param name="id">Group or transactional id, which decides the partition.</param>
    /// <param name="records">Keys and values; a null value is a tombstone.</param>
    /// <param name="producer">Id and epoch of the producer whose transaction the records belong to; null when they count at once.</param>
    public AppendResult Append(string id, IEnumerable<(byte[] Key, byte[]? Value)> records, (long Id, short Epoch)? producer = null)
    {
        if (PartitionOf(id) is not { } partition)
            return AppendResult.Failed(ErrorCode.CoordinatorNotAvailable, $"{name} cannot be created.");

        var builder = new RecordBatchBuilder { Producer = (producer?.Id ?? -1, producer?.Epoch ?? -1, -1) };
        foreach (var (key, value) in records)
            builder.Add(clock.GetUtcNow().ToUnixTimeMilliseconds(), key, value);

        return builder.Count == 0
            ? new AppendResult(ErrorCode.None, -1, -1, null)
            : partition.Log.Append(builder.Build(transactional: producer is not null), AppendOrigin.Broker);
    }

    /// <summary>Reads all records and transaction markers, oldest first, one partition after the other.</summary>
    /// <param name="onRecord">Gets each record that has a key.</param>
    /// <param name="onMarker">Gets each marker: index of the partition, producer id, whether it commits.</param>
    public void Replay(Action<StateRecord> onRecord, Action<int, long, bool>? onMarker = null)
    {
        foreach (var partition in catalog.Find(name)?.Partitions ?? [])
        {
            for (var offset = partition.Log.StartOffset; offset < partition.Log.EndOffset;)
                offset = ReplayFrom(partition, offset, onRecord, onMarker);
        }
    }

    // Kafka's own choice, so that tools which compute the partition of a group find it.
    internal static int JavaHash(string text)
    {
        var hash = 0;
        foreach (var character in text)
            hash = unchecked(31 * hash + character);

        return hash;
    }

    private static long ReplayFrom(Partition partition, long offset, Action<StateRecord> onRecord, Action<int, long, bool>? onMarker)
    {
        using var slice = partition.Log.Read(offset, ReadSize, atLeastOneBatch: true);
        if (slice.Length == 0)
            return partition.Log.EndOffset;

        var buffer = ArrayPool<byte>.Shared.Rent(slice.Length);
        try
        {
            var bytes = buffer.AsSpan(0, slice.Read(buffer.AsSpan(0, slice.Length)));
            if (bytes.Length < slice.Length)
                throw new EndOfStreamException($"{partition.Log.Name} ends in the middle of what it should hold from offset {offset} on.");

            for (var at = 0; at < bytes.Length;)
            {
                var size = (int)new RecordBatch(bytes[at..]).SizeInBytes;
                var batch = new RecordBatch(bytes.Slice(at, size));
                if (!batch.Attributes.IsControl)
                    Replay(batch, onRecord);
                else if (TransactionMarker.TryRead(batch, out var marker))
                    onMarker?.Invoke(partition.Index, batch.ProducerId, marker.IsCommit);

                offset = batch.LastOffset + 1;
                at += size;
            }

            return offset;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Replay(RecordBatch batch, Action<StateRecord> onRecord)
    {
        var producer = batch.Attributes.IsTransactional ? batch.ProducerId : -1;
        var reader = new RecordReader(batch.Records, batch.RecordCount);
        while (reader.TryRead())
        {
            var record = reader.Current;
            if (record.HasKey)
                onRecord(new StateRecord(record.Key.ToArray(), record.HasValue ? record.Value.ToArray() : null, batch.BaseOffset, producer));
        }
    }

    private Topic? FindOrCreate()
    {
        if (catalog.Find(name) is { } topic)
            return topic;

        var (configs, _) = TopicConfigs.Create(
        [
            new("cleanup.policy", "compact"),
            new("segment.bytes", SegmentBytes.ToString(CultureInfo.InvariantCulture)),
        ]);
        return catalog.Create(name, partitions, configs!).Topic ?? catalog.Find(name);
    }
}

/// <summary>A record of a state topic.</summary>
/// <param name="Key">Says what it is about.</param>
/// <param name="Value">Null for a tombstone.</param>
/// <param name="Offset">Of the batch it came in.</param>
/// <param name="ProducerId">Whose transaction it belongs to: it counts from the commit marker on. -1: it counts at once.</param>
internal readonly record struct StateRecord(byte[] Key, byte[]? Value, long Offset, long ProducerId);
