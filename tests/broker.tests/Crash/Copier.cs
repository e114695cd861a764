using Confluent.Kafka;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>
/// Copies each partition of a topic to the same partition of another one, exactly once: records and read offsets are in one transaction
/// (KIP-98, KIP-447). It aborts some transactions, and leaves some open and continues as a new producer from the committed offsets.
/// </summary>
internal sealed class Copier(string servers, string from, string to, int partitions, Ledger ledger, Random random)
{
    public const string Group = "copiers";

    private const int RecordsEach = 50;
    private static readonly TimeSpan SendPatience = TimeSpan.FromSeconds(2);

    // By partition: the offsets of the last acknowledged commit, and those of the last requested one.
    private long[] _acknowledged = new long[partitions];
    private long[] _asked = new long[partitions];

    /// <summary>Number of commits that the broker acknowledged.</summary>
    public int Commits { get; private set; }

    /// <summary>The lowest permitted committed offset of each partition.</summary>
    public IReadOnlyList<long> Acknowledged => _acknowledged;

    public Task RunAsync(CancellationToken stop) => Task.Run(() => Run(stop), CancellationToken.None);

    private void Run(CancellationToken stop)
    {
        // which asks for offsets that no open transaction can change
        var config = FastClients.Consumer(servers, IsolationLevel.ReadCommitted);
        config.GroupId = Group;
        var consumer = FastClients.Build(config);
        while (!stop.IsCancellationRequested)
        {
            IProducer<Null, string>? producer = null;
            try
            {
                producer = TransactionalLife.Begin(servers, Group);
                consumer.Assign(WhereItIs(consumer));
                while (!stop.IsCancellationRequested && Transact(consumer, producer))
                    ledger.EndTransaction();
            }
            catch (KafkaException)
            {
                // The next producer finds out whether the transaction was committed.
            }
            catch (StuckException)
            {
                producer = null;
            }
            finally
            {
                if (producer is not null)
                    FastClients.End(producer);
            }
        }

        FastClients.End(TransactionalLife.Begin(servers, Group));
        FastClients.End(consumer);
    }

    // With no transaction open the offsets are those of the last acknowledged commit, or of one whose answer was lost.
    private List<TopicPartitionOffset> WhereItIs(IConsumer<Ignore, string> consumer)
    {
        var found = consumer.Committed(
            Enumerable.Range(0, partitions).Select(partition => new TopicPartition(from, partition)), TransactionalLife.Patience)
            .Select(committed => new TopicPartitionOffset(committed.TopicPartition, Math.Max(0, committed.Offset.Value))).ToList();
        var offsets = found.Select(offset => offset.Offset.Value).ToArray();
        if (!offsets.SequenceEqual(_acknowledged) && !offsets.SequenceEqual(_asked))
            ledger.Failures.Add(
                $"{Group} are at {string.Join(',', offsets)}, acknowledged is {string.Join(',', _acknowledged)}, asked was for "
                    + $"{string.Join(',', _asked)}");
        _acknowledged = _asked = offsets;
        return found;
    }

    /// <returns>False when a new producer must continue.</returns>
    private bool Transact(IConsumer<Ignore, string> consumer, IProducer<Null, string> producer)
    {
        var records = Read(consumer);
        if (records.Count == 0)
            return true;

        long[] read = [.. _acknowledged];
        producer.BeginTransaction();
        foreach (var record in records)
        {
            producer.Produce(new TopicPartition(to, record.Partition), new Message<Null, string> { Value = record.Message.Value });
            read[record.Partition.Value] = record.Offset.Value + 1;
        }

        var offsets = read.Select((offset, partition) => new TopicPartitionOffset(from, partition, offset)).ToList();
        var group = consumer.ConsumerGroupMetadata;
        TransactionalLife.Aside(() => producer.SendOffsetsToTransaction(offsets, group, SendPatience));
        switch (random.Next(20))
        {
            case 0:
                return false;
            case 1 or 2:
                producer.Flush(TransactionalLife.Patience);
                TransactionalLife.Again(producer.AbortTransaction);
                return false;
            default:
                _asked = read;
                TransactionalLife.Again(producer.CommitTransaction);
                _acknowledged = read;
                Commits++;
                WhereItIs(consumer);
                return true;
        }
    }

    private static List<ConsumeResult<Ignore, string>> Read(IConsumer<Ignore, string> consumer)
    {
        List<ConsumeResult<Ignore, string>> records = [];
        for (var patience = TimeSpan.FromMilliseconds(100);
             records.Count < RecordsEach && consumer.Consume(patience) is { } record;
             patience = TimeSpan.Zero)
            records.Add(record);
        return records;
    }
}
