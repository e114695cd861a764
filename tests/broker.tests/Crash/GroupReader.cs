using Confluent.Kafka;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>Reads a topic as a member of a group and commits after every 40 records.</summary>
internal sealed class GroupReader(string servers, string topic, Ledger ledger)
{
    private const int RecordsPerCommit = 40;

    /// <summary>Number of commits that the broker acknowledged.</summary>
    public int Commits { get; private set; }

    public Task RunAsync(CancellationToken stop) => Task.Run(() => Run(stop), CancellationToken.None);

    private void Run(CancellationToken stop)
    {
        var consumer = FastClients.Build(FastClients.Consumer(servers));
        consumer.Subscribe(topic);
        for (var read = 1; !stop.IsCancellationRequested;)
        {
            try
            {
                if (consumer.Consume(TimeSpan.FromMilliseconds(100)) is { } record && read++ % RecordsPerCommit == 0)
                    Commit(consumer, record);
            }
            catch (KafkaException e) when (!e.Error.IsFatal)
            {
                // The broker was killed meanwhile. Whether the commit is stored is unknown; a later one will be.
            }
        }

        FastClients.End(consumer);
    }

    private void Commit(IConsumer<Ignore, string> consumer, ConsumeResult<Ignore, string> record)
    {
        consumer.Commit(record);
        Commits++;
        ledger.AcknowledgeCommit(record.TopicPartition, record.Offset.Value + 1);
    }
}
