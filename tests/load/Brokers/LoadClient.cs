using System.Diagnostics;
using Confluent.Kafka;

namespace MsaSample.Load.Brokers;

/// <summary>
/// The client that all brokers are measured with: librdkafka with its defaults, except for the pause of a full fetch queue, acks=all, no
/// key and no compression. It spends as little as possible on each record, because it shares the machine with the broker: no delivery
/// reports, and consumed records are counted without being read.
/// </summary>
internal static class LoadClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan QueueFullPause = TimeSpan.FromMilliseconds(10);

    /// <summary>Sends the records and returns the time until the last was acknowledged.</summary>
    /// <exception cref="InvalidOperationException">The broker does not have all of them afterwards.</exception>
    public static TimeSpan Produce(LoadTopic topic, Shape shape, CancellationToken ct)
    {
        var config = new ProducerConfig
        {
            BootstrapServers = topic.Servers,
            Acks = Acks.All,
            EnableDeliveryReports = false,
            QueueBufferingMaxMessages = 500_000,
        };
        using var producer = new ProducerBuilder<Null, byte[]>(config).Build();
        var message = new Message<Null, byte[]> { Value = RandomValue(shape.Size) };
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < shape.Records; i++)
            Send(producer, topic.Partitions[i % topic.Partitions.Length], message, ct);
        if (producer.Flush(Patience) > 0)
            throw new InvalidOperationException($"records were not acknowledged within {Patience.TotalSeconds:0} s");
        var elapsed = watch.Elapsed;
        var stored = CountStored(topic);
        return stored == shape.Records
            ? elapsed
            : throw new InvalidOperationException($"{shape.Records} records were sent, {stored} are there");
    }

    /// <summary>
    /// Reads so many records from the beginning with a new client; returns the time from its first call to the last record.
    /// </summary>
    public static TimeSpan Consume(LoadTopic topic, int records, CancellationToken ct)
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(ConsumerConfig(topic.Servers)).Build();
        var watch = Stopwatch.StartNew();
        consumer.Assign(topic.Partitions.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)));
        for (var count = 0; count < records; count++)
        {
            ct.ThrowIfCancellationRequested();
            if (consumer.Consume(Patience) is null) throw new InvalidOperationException($"{count} of {records} records came");
        }
        return watch.Elapsed;
    }

    /// <summary>A consumer that needs no group: its partitions are assigned by hand.</summary>
    public static ConsumerConfig ConsumerConfig(string servers) => new()
    {
        BootstrapServers = servers,
        GroupId = "load",
        EnableAutoCommit = false,
        EnableAutoOffsetStore = false,
        ConsumeResultFields = "none",
        FetchQueueBackoffMs = 1, // with the default, a full queue stops the client for a second
    };

    public static byte[] RandomValue(int size)
    {
        var value = new byte[size];
        Random.Shared.NextBytes(value);
        return value;
    }

    /// <summary>Enqueues a record in the producer; waits while its queue is full.</summary>
    public static void Send(IProducer<Null, byte[]> producer, TopicPartition partition, Message<Null, byte[]> message, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                producer.Produce(partition, message);
                return;
            }
            catch (ProduceException<Null, byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
            {
                ct.ThrowIfCancellationRequested();
                producer.Poll(QueueFullPause);
            }
        }
    }

    private static long CountStored(LoadTopic topic)
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(ConsumerConfig(topic.Servers)).Build();
        return topic.Partitions.Sum(partition => consumer.QueryWatermarkOffsets(partition, Patience).High.Value);
    }
}
