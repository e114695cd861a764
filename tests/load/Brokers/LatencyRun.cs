using System.Buffers.Binary;
using System.Diagnostics;
using Confluent.Kafka;

namespace MsaSample.Load.Brokers;

/// <summary>
/// The time from a record's hand-over to a producer until a consumer of the same process has it, at a steady rate. linger.ms is 0, because
/// the client's wait for more records would hide the broker.
/// </summary>
internal static class LatencyRun
{
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Counted = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The 99th percentile in milliseconds.</summary>
    public static async Task<double> P99Async(LoadTopic topic, int size, int recordsPerSecond, CancellationToken ct)
    {
        using var consumer = new ConsumerBuilder<Ignore, long>(LoadClient.ConsumerConfig(topic.Servers))
            .SetValueDeserializer(new StampReader())
            .Build();
        consumer.Assign(topic.Partitions.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)));
        var total = (int)(recordsPerSecond * (Warmup + Counted).TotalSeconds);
        var skipped = (int)(recordsPerSecond * Warmup.TotalSeconds);
        var sending = Task.Run(() => SendAsync(topic, size, total, recordsPerSecond, ct), ct);
        var latencies = new List<long>(total);
        for (var count = 0; count < total; count++)
        {
            var stamp = consumer.Consume(Patience)?.Message.Value
                ?? throw new InvalidOperationException($"{count} of {total} records came");
            if (count >= skipped) latencies.Add(Stopwatch.GetTimestamp() - stamp);
        }
        await sending;
        latencies.Sort();
        return latencies[(int)(latencies.Count * 0.99)] * 1000.0 / Stopwatch.Frequency;
    }

    private static async Task SendAsync(LoadTopic topic, int size, int total, int recordsPerSecond, CancellationToken ct)
    {
        var config = new ProducerConfig { BootstrapServers = topic.Servers, Acks = Acks.All, EnableDeliveryReports = false, LingerMs = 0 };
        using var producer = new ProducerBuilder<Null, byte[]>(config).Build();
        var message = new Message<Null, byte[]> { Value = LoadClient.RandomValue(size) };
        using var timer = new PeriodicTimer(Tick);
        var start = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < total; await timer.WaitForNextTickAsync(ct))
        {
            var due = Math.Min(total, (int)(Stopwatch.GetElapsedTime(start).TotalSeconds * recordsPerSecond) + 1);
            for (; sent < due; sent++)
            {
                BinaryPrimitives.WriteInt64LittleEndian(message.Value, Stopwatch.GetTimestamp());
                LoadClient.Send(producer, topic.Partitions[sent % topic.Partitions.Length], message, ct);
            }
        }
        producer.Flush(ct);
    }

    private sealed class StampReader : IDeserializer<long>
    {
        public long Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context) =>
            BinaryPrimitives.ReadInt64LittleEndian(data);
    }
}
