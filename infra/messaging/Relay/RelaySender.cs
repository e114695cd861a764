using Microsoft.Extensions.Logging;
using MsaSample.Messaging.Kafka;
using MsaSample.Messaging.Outbox;
using MsaSample.Messaging.Timing;

namespace MsaSample.Messaging.Relay;

/// <summary>
/// Sends batches for the relay: waits for the broker as long as it takes, renews the lease in the meantime, and replaces a producer after a
/// fatal error.
/// </summary>
internal sealed class RelaySender(KafkaClients clients, string service, TimeProvider clock, ILogger logger) : IDisposable
{
    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(2);

    private readonly Throttle _slowAnswers = new(clock, TimeSpan.FromMinutes(1));
    private readonly Throttle _refusals = new(clock, TimeSpan.FromMinutes(1));
    private EventProducer _producer = new(clients, service);

    /// <summary>Sends a batch and returns the sequence numbers of the rows that may be deleted.</summary>
    public async Task<List<long>> SendAsync(List<OutboxRow> rows, OutboxLease lease, CancellationToken cancellationToken)
    {
        var batch = _producer.Send(rows);
        var started = clock.GetTimestamp();
        while (!batch.Completion.IsCompleted && _producer.Fatal is null)
        {
            await WaitAsync(batch, RenewalInterval, cancellationToken);
            if (batch.Completion.IsCompleted)
                break;

            if (cancellationToken.IsCancellationRequested)
            {
                await WaitAsync(batch, LastAnswers, CancellationToken.None);
                break;
            }

            await lease.RenewAsync(CancellationToken.None);
            if (clock.GetElapsedTime(started) > SlowAnswer && _slowAnswers.IsDue())
                logger.BrokerDoesNotAnswer(clients.BootstrapServers, rows.Count, clock.GetElapsedTime(started).TotalSeconds);
        }

        if (batch.Failure is { } failure && _refusals.IsDue())
            logger.EventsRefused(failure);

        if (_producer.Fatal is { } fatal)
        {
            logger.ProducerReplaced(fatal.Reason);
            _producer.Dispose();
            _producer = new EventProducer(clients, service);
        }

        return batch.Deletable();
    }

    public void Dispose() => _producer.Dispose();

    private async Task WaitAsync(SendBatch batch, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(batch.Completion, Task.Delay(longest, clock, either.Token));
        await either.CancelAsync();
    }
}
