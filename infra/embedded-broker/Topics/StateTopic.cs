using System.Globalization;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage;

namespace MsaSample.Broker.Topics;

/// <summary>A compacted internal topic with the durable state of a coordinator, created when first needed.</summary>
/// <param name="catalog">Where the topic is looked up or created.</param>
/// <param name="clock">Time for the records' timestamps.</param>
/// <param name="name">Name of the topic.</param>
/// <param name="partitions">Number of partitions when it is created.</param>
/// <param name="logger">For state that cannot be stored or read.</param>
internal sealed class StateTopic(TopicCatalog catalog, TimeProvider clock, string name, int partitions, ILogger logger)
{
    private const int SegmentBytes = 8 * 1024 * 1024;
    private const int RecordOverhead = 40; // upper bound of what a record has besides key and value

    /// <summary>Creates the topic unless it exists.</summary>
    public ErrorCode Ensure() => FindOrCreate() is null ? ErrorCode.CoordinatorNotAvailable : ErrorCode.None;

    /// <summary>The partition that holds the records of an id; null when the topic cannot be created.</summary>
    public Partition? PartitionOf(string id) =>
        FindOrCreate() is { } topic ? topic.Partitions[(JavaHash(id) & int.MaxValue) % topic.Partitions.Count] : null;

    /// <summary>Writes records of one id as one batch, all or none, and returns when the operating system has them.</summary>
    /// <param name="id">Group id or transactional id; it determines the partition.</param>
    /// <param name="records">Keys and values; a null value is a tombstone.</param>
    /// <param name="producer">Id and epoch of the producer whose transaction the records belong to; null without a transaction.</param>
    public AppendResult Append(string id, IEnumerable<(byte[] Key, byte[]? Value)> records, (long Id, short Epoch)? producer = null)
    {
        if (PartitionOf(id) is not { } partition)
            return AppendResult.Failed(ErrorCode.CoordinatorNotAvailable, $"{name} cannot be created.");

        var builder = new RecordBatchBuilder { Producer = (producer?.Id ?? -1, producer?.Epoch ?? -1, -1) };
        foreach (var (key, value) in records)
            builder.Add(clock.GetUtcNow().ToUnixTimeMilliseconds(), key, value);

        if (builder.Count == 0)
            return new AppendResult(ErrorCode.None, -1, -1, null);

        var result = partition.Log.Append(builder.Build(transactional: producer is not null), AppendOrigin.Broker);
        if (result.Error == ErrorCode.MessageTooLarge)
            logger.StateTooLarge(partition.Log.Name, id, builder.Count, result.ErrorMessage!);

        return result;
    }

    /// <summary>
    /// Writes records of one id in as many batches as <c>max.message.bytes</c> requires, not atomically. A record that is too large for a
    /// batch of its own is skipped.
    /// </summary>
    /// <param name="id">Group id or transactional id; it determines the partition.</param>
    /// <param name="records">Keys and values; a null value is a tombstone.</param>
    /// <returns>The result of the last refused batch; when none was refused, of the last batch.</returns>
    public AppendResult AppendInParts(string id, IEnumerable<(byte[] Key, byte[]? Value)> records)
    {
        if (PartitionOf(id) is not { } partition)
            return Append(id, records);

        AppendResult? refused = null;
        var last = new AppendResult(ErrorCode.None, -1, -1, null);
        foreach (var part in Parts(records, partition.Log.Config.MaxMessageBytes - RecordBatch.HeaderSize))
        {
            last = Append(id, part);
            if (last.Error == ErrorCode.MessageTooLarge)
                refused = last;
            else if (last.Error != ErrorCode.None)
                return last;
        }

        return refused ?? last;
    }

    /// <summary>Reads all records and transaction markers, partition by partition, oldest first. Damaged records are skipped.</summary>
    /// <param name="onRecord">
    /// Called with each record that has a key. A record is skipped with a warning when this throws a <see cref="KafkaProtocolException"/>.
    /// </param>
    /// <param name="onMarker">Called with each marker: index of the partition, producer id, and whether it commits.</param>
    public void Replay(Action<StateRecord> onRecord, Action<int, long, bool>? onMarker = null)
    {
        foreach (var partition in catalog.Find(name)?.Partitions ?? [])
            new StateReplay(partition, onRecord, onMarker, logger).Run();
    }

    // As in Kafka, so that tools which compute the partition of a group find it.
    internal static int JavaHash(string text)
    {
        var hash = 0;
        foreach (var character in text)
            hash = unchecked(31 * hash + character);

        return hash;
    }

    private static IEnumerable<IReadOnlyList<(byte[] Key, byte[]? Value)>> Parts(
        IEnumerable<(byte[] Key, byte[]? Value)> records, int maxBytes)
    {
        var (part, size) = (new List<(byte[], byte[]?)>(), 0L);
        foreach (var record in records)
        {
            var bytes = record.Key.Length + (record.Value?.Length ?? 0) + RecordOverhead;
            if (part.Count > 0 && size + bytes > maxBytes)
            {
                yield return part;
                (part, size) = ([], 0);
            }

            part.Add(record);
            size += bytes;
        }

        if (part.Count > 0)
            yield return part;
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
