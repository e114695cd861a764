using System.Diagnostics;
using Confluent.Kafka;

namespace MsaSample.Load.Brokers;

/// <summary>
/// Many writers with a connection each, which send one record and wait for its acknowledgement before the next. It measures the broker's
/// cost of an acknowledgement, where a stream of records measures how much the client can send.
/// </summary>
internal static class WaitingWriters
{
    public const int Count = 16;

    /// <summary>Sends the records, the same number from each writer; returns the time from the first to the last acknowledgement.</summary>
    public static async Task<TimeSpan> RunAsync(LoadTopic topic, Shape shape, CancellationToken ct)
    {
        var config = new ProducerConfig { BootstrapServers = topic.Servers, Acks = Acks.All, LingerMs = 0 };
        var message = new Message<Null, byte[]> { Value = LoadClient.RandomValue(shape.Size) };
        var producers = Enumerable.Range(0, Count).Select(_ => new ProducerBuilder<Null, byte[]>(config).Build()).ToList();
        try
        {
            await Task.WhenAll(producers.Select((_, writer) => WriteAsync(writer, 1))); // connects
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(producers.Select((_, writer) => WriteAsync(writer, shape.Records / Count)));
            return watch.Elapsed;
        }
        finally
        {
            producers.ForEach(static producer => producer.Dispose());
        }

        async Task WriteAsync(int writer, int records)
        {
            for (var i = 0; i < records; i++)
                await producers[writer].ProduceAsync(topic.Partitions[writer % topic.Partitions.Length], message, ct);
        }
    }
}
