using System.Text;
using Confluent.Kafka;

namespace MsaSample.Messaging.Tests.Sample;

/// <summary>Writes and reads a topic with a plain Kafka client, as a program without the messaging library would.</summary>
internal static class Wire
{
    /// <summary>Writes an event as the relay would; a header given as null is left out.</summary>
    public static async Task<int> WriteAsync(
        string kafka, string topic, string key, long version, string json, string? type = "account-changed.v1", string? id = "x")
    {
        using var producer = new ProducerBuilder<string, byte[]>(
            new ProducerConfig { BootstrapServers = kafka, Partitioner = Partitioner.Murmur2Random }).Build();
        var headers = new Headers { { "ce_aggregateversion", Encoding.UTF8.GetBytes($"{version}") } };
        if (type is not null)
            headers.Add("ce_type", Encoding.UTF8.GetBytes(type));
        if (id is not null)
            headers.Add("ce_id", Encoding.UTF8.GetBytes(id));
        var written = await producer.ProduceAsync(topic, new() { Key = key, Value = Encoding.UTF8.GetBytes(json), Headers = headers });
        return written.Partition.Value;
    }

    public static Task<int> WriteAccountAsync(string kafka, string topic, string key, long version, int balance) =>
        WriteAsync(kafka, topic, key, version, $$"""{"id":"{{key}}","balance":{{balance}},"version":{{version}}}""");

    /// <summary>Writes a record of any content.</summary>
    public static async Task WriteRawAsync(string kafka, string topic, byte[]? key, byte[]? value, Headers headers)
    {
        using var producer = new ProducerBuilder<byte[]?, byte[]?>(
            new ProducerConfig { BootstrapServers = kafka, Partitioner = Partitioner.Murmur2Random }).Build();
        await producer.ProduceAsync(topic, new() { Key = key, Value = value, Headers = headers });
    }

    /// <summary>Reads the first <paramref name="count"/> records of all partitions, each partition in its order.</summary>
    public static List<ConsumeResult<string, byte[]>> Read(string kafka, string topic, int count)
    {
        using var consumer = new ConsumerBuilder<string, byte[]>(
            new ConsumerConfig { BootstrapServers = kafka, GroupId = "reader" }).Build();
        consumer.Assign(Enumerable.Range(0, 3).Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
        var records = new List<ConsumeResult<string, byte[]>>();
        while (records.Count < count)
            records.Add(consumer.Consume(TimeSpan.FromSeconds(20)) ?? throw new TimeoutException($"Only {records.Count} records came."));

        return records;
    }

    public static string? Header<T>(this ConsumeResult<string, T> record, string name) =>
        record.Message.Headers.TryGetLastBytes(name, out var bytes) ? Encoding.UTF8.GetString(bytes) : null;
}
