using MsaSample.Broker.Protocol;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Transactions;

/// <summary>
/// The records of <c>__transaction_state</c> in Kafka's formats: <c>TransactionLogKey</c> version 0, <c>TransactionLogValue</c> version 0.
/// </summary>
internal static class TransactionRecords
{
    private const short KeyVersion = 0;
    private const short ValueVersion = 0;

    public static byte[] Key(string transactionalId)
    {
        var writer = new KafkaWriter();
        writer.WriteInt16(KeyVersion);
        writer.WriteString(transactionalId);
        return writer.Written.ToArray();
    }

    public static byte[] Value(TransactionMetadata transaction)
    {
        var writer = new KafkaWriter();
        writer.WriteInt16(ValueVersion);
        writer.WriteInt64(transaction.ProducerId);
        writer.WriteInt16(transaction.Epoch);
        writer.WriteInt32(transaction.TimeoutMs);
        writer.WriteInt8((sbyte)transaction.State);
        WritePartitions(writer, transaction);
        writer.WriteInt64(transaction.UpdatedMs);
        writer.WriteInt64(transaction.StartedMs);
        return writer.Written.ToArray();
    }

    /// <summary>The transactional id; null for a key of another version.</summary>
    /// <exception cref="KafkaProtocolException">The key is cut short.</exception>
    public static string? ReadKey(byte[] key)
    {
        var reader = new KafkaReader(key);
        return reader.ReadInt16() == KeyVersion ? reader.ReadString() : null;
    }

    /// <exception cref="KafkaProtocolException">The value is cut short or of another version.</exception>
    public static TransactionMetadata ReadValue(byte[] value)
    {
        var reader = new KafkaReader(value);
        if (reader.ReadInt16() is not ValueVersion and var version)
            throw new KafkaProtocolException($"the value has version {version}, not {ValueVersion}");

        return new TransactionMetadata(
            ProducerId: reader.ReadInt64(),
            Epoch: reader.ReadInt16(),
            TimeoutMs: reader.ReadInt32(),
            State: (TransactionState)reader.ReadInt8(),
            Partitions: [.. (reader.ReadNullableArray<TopicPartitions>(version: 0) ?? [])
                .SelectMany(static topic => topic.Partitions.Select(partition => new TopicPartition(topic.Topic, partition)))],
            UpdatedMs: reader.ReadInt64(),
            StartedMs: reader.ReadInt64());
    }

    // Before the first transaction null, not an empty array, as Kafka writes it.
    private static void WritePartitions(KafkaWriter writer, TransactionMetadata transaction)
    {
        var topics = transaction.Partitions.GroupBy(static partition => partition.Topic, StringComparer.Ordinal).ToArray();
        writer.WriteLength(transaction.State == TransactionState.Empty ? -1 : topics.Length);
        foreach (var topic in topics)
        {
            writer.WriteString(topic.Key);
            writer.WriteInt32s([.. topic.Select(static partition => partition.Partition).Order()]);
        }
    }

    private readonly record struct TopicPartitions(string Topic, IReadOnlyList<int> Partitions) : IReadable<TopicPartitions>
    {
        public static TopicPartitions Read(ref KafkaReader reader, short version) => new(reader.ReadString(), reader.ReadInt32s());
    }
}
