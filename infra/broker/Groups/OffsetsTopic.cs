using System.Buffers;
using System.Globalization;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Groups;

/// <summary><c>__consumer_offsets</c>: the topic that holds what groups must not forget; the last record of a key counts. It comes into being with the first group and only grows.</summary>
internal sealed class OffsetsTopic(TopicCatalog catalog, GroupOptions options, TimeProvider clock)
{
    private const int ReadSize = 1024 * 1024;
    private const int SegmentBytes = 8 * 1024 * 1024;

    /// <summary>Makes sure that the topic is there.</summary>
    public ErrorCode Ensure() => catalog.Find(Topic.ConsumerOffsets) is not null || Create() is not null ? ErrorCode.None : ErrorCode.CoordinatorNotAvailable;

    /// <summary>Writes records of one group, as one batch: all or none. Returns when the operating system has them.</summary>
    /// <param name="groupId">The group, which decides the partition.</param>
    /// <param name="records">Keys and values; a null value is a tombstone.</param>
    public ErrorCode Append(string groupId, IEnumerable<(byte[] Key, byte[]? Value)> records)
    {
        if ((catalog.Find(Topic.ConsumerOffsets) ?? Create()) is not { } topic)
            return ErrorCode.CoordinatorNotAvailable;

        var builder = new RecordBatchBuilder();
        foreach (var (key, value) in records)
            builder.Add(clock.GetUtcNow().ToUnixTimeMilliseconds(), key, value);

        if (builder.Count == 0)
            return ErrorCode.None;

        var partition = topic.Partitions[(int)((uint)JavaHash(groupId) & int.MaxValue) % topic.Partitions.Count];
        return partition.Log.Append(builder.Build(), AppendOrigin.Broker).Error switch
        {
            ErrorCode.None => ErrorCode.None,
            ErrorCode.MessageTooLarge => ErrorCode.InvalidCommitOffsetSize,
            _ => ErrorCode.CoordinatorNotAvailable,
        };
    }

    /// <summary>Reads all records, oldest first, one partition after the other.</summary>
    public void Replay(Action<byte[], byte[]?> onRecord)
    {
        foreach (var partition in catalog.Find(Topic.ConsumerOffsets)?.Partitions ?? [])
        {
            for (var offset = partition.Log.StartOffset; offset < partition.Log.EndOffset;)
                offset = ReplayFrom(partition.Log, offset, onRecord);
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

    private static long ReplayFrom(PartitionLog log, long offset, Action<byte[], byte[]?> onRecord)
    {
        using var slice = log.Read(offset, ReadSize, atLeastOneBatch: true);
        if (slice.Length == 0)
            return log.EndOffset;

        var buffer = ArrayPool<byte>.Shared.Rent(slice.Length);
        try
        {
            var bytes = buffer.AsSpan(0, RandomAccess.Read(slice.Handle, buffer.AsSpan(0, slice.Length), slice.Position));
            for (var at = 0; at < bytes.Length;)
            {
                var batch = new RecordBatch(bytes[at..]);
                var size = (int)batch.SizeInBytes;
                Replay(new RecordBatch(bytes.Slice(at, size)), onRecord);
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

    private static void Replay(RecordBatch batch, Action<byte[], byte[]?> onRecord)
    {
        var reader = new RecordReader(batch.Records, batch.RecordCount);
        while (reader.TryRead())
        {
            if (reader.Current.HasKey)
                onRecord(reader.Current.Key.ToArray(), reader.Current.HasValue ? reader.Current.Value.ToArray() : null);
        }
    }

    private Topic? Create()
    {
        var (configs, _) = TopicConfigs.Create(
        [
            new("cleanup.policy", "compact"),
            new("segment.bytes", SegmentBytes.ToString(CultureInfo.InvariantCulture)),
        ]);
        return catalog.Create(Topic.ConsumerOffsets, options.OffsetsPartitions, configs!).Topic ?? catalog.Find(Topic.ConsumerOffsets);
    }
}
