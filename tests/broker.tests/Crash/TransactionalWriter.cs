using System.Collections.Concurrent;
using System.Globalization;
using Confluent.Kafka;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>What became of a transaction, as far as its writer knows.</summary>
internal enum Outcome
{
    /// <summary>A commit was never asked for, or it was aborted.</summary>
    NotCommitted,

    /// <summary>A commit was asked for, and the answer did not arrive.</summary>
    Unknown,

    Committed,
}

/// <summary>
/// Writes one transaction after the other over all partitions of a topic that it shares with others; some it aborts, some it leaves open and begins
/// again as a new producer with the same transactional id. Record <c>w:n:i</c> is the i-th of the n-th transaction of writer w.
/// </summary>
internal sealed class TransactionalWriter(string servers, string topic, int partitions, int number, Ledger ledger, Random random)
{
    /// <summary>Two for each partition.</summary>
    public int RecordsEach { get; } = 2 * partitions;

    /// <summary>By transaction, as readers tell them from others.</summary>
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
                // What the outcome is without an answer has been noted before the question.
            }
            finally
            {
                if (producer is not null)
                    FastClients.End(producer);
            }
        }

        FastClients.End(TransactionalLife.Begin(servers, Id)); // ends what was left open, so that readers get past it
    }

    /// <returns>Whether the producer goes on; else it leaves the transaction open.</returns>
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
                producer.Flush(TransactionalLife.Patience); // else nothing of it would be in the log
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
