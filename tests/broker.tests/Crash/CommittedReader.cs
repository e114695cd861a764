using Confluent.Kafka;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>Reads topics with read_committed during the kills: a record that it has seen once must stay committed.</summary>
internal sealed class CommittedReader(string servers, IEnumerable<TopicPartition> partitions)
{
    /// <summary>Every record that it has read, in order.</summary>
    public List<(TopicPartition Partition, StoredRecord Record)> Seen { get; } = [];

    public Task RunAsync(CancellationToken stop) => Task.Run(() => Run(stop), CancellationToken.None);

    private void Run(CancellationToken stop)
    {
        var consumer = FastClients.Build(FastClients.Consumer(servers, IsolationLevel.ReadCommitted));
        consumer.Assign(partitions.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)));
        while (!stop.IsCancellationRequested)
            if (consumer.Consume(TimeSpan.FromMilliseconds(100)) is { } record)
                Seen.Add((record.TopicPartition, new(record.Offset.Value, record.Message.Value)));
        FastClients.End(consumer);
    }
}
