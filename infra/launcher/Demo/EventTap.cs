using System.Collections.Concurrent;
using System.Text;
using Confluent.Kafka;

namespace MsaSample.Launcher.Demo;

/// <summary>An event seen on Kafka; <paramref name="At"/> is when its producer sent it.</summary>
internal sealed record SeenEvent(string Type, string Source, string Subject, string Topic, int Partition, long Offset, DateTimeOffset At);

/// <summary>Reads the topics from their present end, as any Kafka client could, without a consumer group.</summary>
internal sealed class EventTap : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _stop = new();
    private readonly IConsumer<string, byte[]> _consumer;
    private readonly ConcurrentQueue<SeenEvent> _seen = new();
    private readonly Task _reading;

    private EventTap(IConsumer<string, byte[]> consumer)
    {
        _consumer = consumer;
        _reading = Task.Run(Read);
    }

    public IReadOnlyCollection<SeenEvent> Seen => _seen;

    /// <summary>Starts to read at the present end of every partition.</summary>
    public static EventTap Start(string kafka, IEnumerable<string> topics)
    {
        var consumer = new ConsumerBuilder<string, byte[]>(new ConsumerConfig
        {
            BootstrapServers = kafka,
            GroupId = "msa-sample-demo",
            EnableAutoCommit = false,
            FetchWaitMaxMs = 100,
        }).SetLogHandler((_, _) => { }).Build();

        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        consumer.Assign(
            from topic in topics
            from partition in admin.GetMetadata(topic, Timeout).Topics.Single().Partitions
            let place = new TopicPartition(topic, partition.PartitionId)
            select new TopicPartitionOffset(place, consumer.QueryWatermarkOffsets(place, Timeout).High));
        return new EventTap(consumer);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _consumer.Close();
        _consumer.Dispose();
        _stop.Dispose();
    }

    private void Read()
    {
        while (!_stop.IsCancellationRequested)
        {
            if (_consumer.Consume(PollTime) is { Message: { } message } record)
            {
                _seen.Enqueue(new SeenEvent(
                    Header(message, "ce_type"), Header(message, "ce_source").TrimStart('/'), message.Key,
                    record.Topic, record.Partition, record.Offset, message.Timestamp.UtcDateTime));
            }
        }
    }

    private static string Header(Message<string, byte[]> message, string name) =>
        message.Headers.TryGetLastBytes(name, out var value) ? Encoding.UTF8.GetString(value) : "?";
}
