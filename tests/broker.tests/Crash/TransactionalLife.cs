using Confluent.Kafka;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>Helpers of the producers with a transactional id.</summary>
internal static class TransactionalLife
{
    /// <summary>How long one call may wait for the broker.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private const int Tries = 3;
    private static readonly TimeSpan StuckAfter = TimeSpan.FromSeconds(3);

    /// <summary>Makes a producer that owns the transactional id; the transaction that its predecessor left open is aborted.</summary>
    public static IProducer<Null, string> Begin(string servers, string transactionalId)
    {
        var config = FastClients.Producer(servers);
        config.TransactionalId = transactionalId;
        var producer = FastClients.Build(config);
        try
        {
            Again(producer.InitTransactions);
            return producer;
        }
        catch
        {
            FastClients.End(producer);
            throw;
        }
    }

    /// <summary>
    /// Repeats a call while the broker is down, up to three times: sometimes librdkafka does not notice that the broker is back.
    /// </summary>
    /// <exception cref="KafkaException">The call failed; the outcome is known only to the next producer of the transactional
    /// id.</exception>
    public static void Again(Action<TimeSpan> call)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                call(Patience);
                return;
            }
            catch (KafkaRetriableException) when (tries < Tries)
            {
                // The client has waited already.
            }
        }
    }

    /// <summary>
    /// Makes a call on another thread and gives up waiting when it takes too long. When the broker is killed while librdkafka connects to
    /// the group's coordinator, the call may never return, whatever its time-out.
    /// </summary>
    /// <exception cref="StuckException">The call did not return. The producer cannot be disposed of either.</exception>
    public static void Aside(Action call)
    {
        var calling = Task.Run(call);
        if (Task.WaitAny([calling], StuckAfter) < 0)
            throw new StuckException();

        calling.GetAwaiter().GetResult();
    }
}

/// <summary>A client's call does not return.</summary>
internal sealed class StuckException() : Exception("The client does not return.");
