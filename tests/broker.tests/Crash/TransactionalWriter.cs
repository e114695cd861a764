using System.Collections.Concurrent;
using System.Globalization;
using Confluent.Kafka;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>The outcome of a transaction, as far as its writer knows.</summary>
internal enum Outcome
{
    /// <summary>The writer never asked for a commit, or aborted.</summary>
    NotCommitted,

    /// <summary>The writer asked for a commit and got no response.</summary>
    Unknown,

    Committed,
}

/// <summary>
/// Writes one transaction after the other to all partitions of a topic that it shares with other writers. It aborts some, and leaves some
/// open and goes on as a new producer with the same transactional id. Record <c>w:n:i</c> is the i-th of the n-th transaction of writer w.
/// </summary>
internal sealed class TransactionalWriter(string servers, string topic, int partitions, int number, Ledger ledger, Random random)
{
    /// <summary>The number of records in a transaction: two for each partition.</summary>
    public int RecordsEach { get; } = 2 * partitions;

    /// <summary>The outcomes of all transactions of this writer.</summary>
    public ConcurrentDictionary<TransactionName, Outcome> Outcomes { get; } = [];

    private string Id => string.Create(CultureInfo.InvariantCulture, $"writer-{number}");

    public Task RunAsync(CancellationToken stop) => Task.Run(() => Run(stop), CancellationToken.None);

    private void Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            IProducer<Null, string>? producer = null;
            try
            {
                producer = TransactionalLife.Begin(servers, Id);
                while (!stop.IsCancellationRequested && Transact(producer, new(number, Outcomes.Count)))
                    ledger.EndTransaction();
            }
            catch (KafkaException)
            {
                // The outcome in this case was noted before the call.
            }
            finally
            {
                if (producer is not null)
                    FastClients.End(producer);
            }
        }

        FastClients.End(TransactionalLife.Begin(servers, Id)); // aborts the transaction that was left open, so that readers get past it
    }

    /// <returns>False when the transaction is left open and a new producer must continue.</returns>
    private bool Transact(IProducer<Null, string> producer, TransactionName name)
    {
        Outcomes[name] = Outcome.NotCommitted;
        producer.BeginTransaction();
        for (var i = 0; i < RecordsEach; i++)
        {
            var value = name.Record(i);
            producer.Produce(new TopicPartition(topic, i % partitions), new Message<Null, string> { Value = value }, report =>
            {
                if (!report.Error.IsError)
                    ledger.Acknowledge(report.TopicPartitionOffset, value);
            });
        }

        switch (random.Next(20))
        {
            case 0:
                producer.Flush(TransactionalLife.Patience);
                return false;
            case 1 or 2 or 3:
                producer.Flush(TransactionalLife.Patience); // so that records of it are in the log
                TransactionalLife.Again(producer.AbortTransaction);
                return true;
            default:
                Commit(producer, name);
                return true;
        }
    }

    private void Commit(IProducer<Null, string> producer, TransactionName name)
    {
        Outcomes[name] = Outcome.Unknown;
        try
        {
            TransactionalLife.Again(producer.CommitTransaction);
            Outcomes[name] = Outcome.Committed;
        }
        catch (KafkaTxnRequiresAbortException)
        {
            TransactionalLife.Again(producer.AbortTransaction);
            Outcomes[name] = Outcome.NotCommitted;
        }
    }
}
