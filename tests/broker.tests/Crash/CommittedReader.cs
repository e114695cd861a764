using Confluent.Kafka;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>Reads a topic with read_committed all the while, because what it sees once cannot be taken back.</summary>
internal sealed class CommittedReader(string servers, string topic, int partitions)
{
    /// <summary>Every record it saw, in order.</summary>
    public List<(int Partition, StoredRecord Record)> Seen { get; } = [];

    public Task RunAsync(CancellationToken stop) => Task.Run(() => Run(stop), CancellationToken.None);

    private void Run(CancellationToken stop)
    {
        using var consumer = FastClients.Build(FastClients.Consumer(servers, IsolationLevel.ReadCommitted));
        consumer.Assign(Enumerable.Range(0, partitions).Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
        while (!stop.IsCancellationRequested)
            if (consumer.Consume(TimeSpan.FromMilliseconds(100)) is { } record)
                Seen.Add((record.Partition.Value, new(record.Offset.Value, record.Message.Value)));
    }
}
