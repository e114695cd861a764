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
/// Writes one transaction after the other over all partitions of a topic; some it aborts, some it leaves open and begins again as a new producer
/// with the same transactional id. Record <c>n:i</c> is the i-th of the n-th transaction.
/// </summary>
internal sealed class TransactionalWriter(string servers, string topic, int partitions, Ledger ledger, Random random)
{
    /// <summary>Two for each partition.</summary>
    public int RecordsEach { get; } = 2 * partitions;

    public ConcurrentDictionary<int, Outcome> Outcomes { get; } = [];

    public Task RunAsync(CancellationToken stop) => Task.Run(() => Run(stop), CancellationToken.None);

    private void Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var producer = Begin();
                while (!stop.IsCancellationRequested && Transact(producer, Outcomes.Count))
                {
                }
            }
            catch (KafkaException)
            {
                // What the outcome is without an answer has been noted before the question.
            }
        }

        using var last = Begin(); // ends what was left open, so that readers get past it
    }

    private IProducer<Null, string> Begin()
    {
        var config = FastClients.Producer(servers);
        config.TransactionalId = "survivor";
        var producer = FastClients.Build(config);
        try
        {
            Again(() => producer.InitTransactions(TimeSpan.FromSeconds(20)));
            return producer;
        }
        catch
        {
            producer.Dispose();
            throw;
        }
    }

    /// <returns>Whether the producer goes on; else it leaves the transaction open.</returns>
    private bool Transact(IProducer<Null, string> producer, int number)
    {
        Outcomes[number] = Outcome.NotCommitted;
        producer.BeginTransaction();
        for (var i = 0; i < RecordsEach; i++)
        {
            var value = string.Create(CultureInfo.InvariantCulture, $"{number}:{i}");
            producer.Produce(new TopicPartition(topic, i % partitions), new Message<Null, string> { Value = value }, report =>
            {
                if (!report.Error.IsError)
                    ledger.Acknowledge(report.TopicPartitionOffset, value);
            });
        }

        switch (random.Next(10))
        {
            case 0:
                producer.Flush(TimeSpan.FromSeconds(20));
                return false;
            case 1 or 2:
                producer.Flush(TimeSpan.FromSeconds(20)); // else nothing of it would be in the log
                Again(() => producer.AbortTransaction());
                return true;
            default:
                Commit(producer, number);
                return true;
        }
    }

    private void Commit(IProducer<Null, string> producer, int number)
    {
        Outcomes[number] = Outcome.Unknown;
        try
        {
            Again(() => producer.CommitTransaction());
            Outcomes[number] = Outcome.Committed;
        }
        catch (KafkaTxnRequiresAbortException)
        {
            Again(() => producer.AbortTransaction());
            Outcomes[number] = Outcome.NotCommitted;
        }
    }

    private static void Again(Action call)
    {
        while (true)
        {
            try
            {
                call();
                return;
            }
            catch (KafkaRetriableException)
            {
                // The broker is away; the client has waited already.
            }
        }
    }
}
