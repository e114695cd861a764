using Confluent.Kafka;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>What producers with a transactional id do in the same way.</summary>
internal static class TransactionalLife
{
    /// <summary>How long one call may wait for the broker.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private const int Tries = 3;
    private static readonly TimeSpan StuckAfter = TimeSpan.FromSeconds(3);

    /// <summary>A producer that owns the transactional id: what its predecessor left open is aborted.</summary>
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

    /// <summary>Calls again while the broker is away; not for ever, because now and then librdkafka does not notice that it has come back.</summary>
    /// <exception cref="KafkaException">Another producer has to find out what became of it.</exception>
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
    /// Calls on another thread and leaves it there when it takes too long: librdkafka may wait for ever for a connection to the group's coordinator
    /// (it was about to connect when the broker was killed), whatever time it was given.
    /// </summary>
    /// <exception cref="StuckException">It did not return. The producer cannot be ended either.</exception>
    public static void Aside(Action call)
    {
        var calling = Task.Run(call);
        if (Task.WaitAny([calling], StuckAfter) < 0)
            throw new StuckException();

        calling.GetAwaiter().GetResult();
    }
}

/// <summary>A client is left behind in a call.</summary>
internal sealed class StuckException() : Exception("The client does not return.");
