using Microsoft.Extensions.Logging;
using MsaSample.Messaging.Kafka;
using MsaSample.Messaging.Outbox;
using MsaSample.Messaging.Timing;

namespace MsaSample.Messaging.Relay;

/// <summary>Sends batches for the leader: waits as long as the broker takes, keeps the lease alive meanwhile, and replaces a producer that failed for good.</summary>
internal sealed class RelaySender(KafkaClients clients, string service, TimeProvider clock, ILogger logger) : IDisposable
{
    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongAnswer = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(2);

    private readonly Throttle _waiting = new(clock, TimeSpan.FromMinutes(1));
    private readonly Throttle _refused = new(clock, TimeSpan.FromMinutes(1));
    private EventProducer _producer = new(clients, service);

    /// <summary>Returns the sequences that may be deleted.</summary>
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
            if (clock.GetElapsedTime(started) > LongAnswer && _waiting.IsDue())
                logger.BrokerDoesNotAnswer(clients.BootstrapServers, rows.Count, clock.GetElapsedTime(started).TotalSeconds);
        }

        if (batch.Failure is { } failure && _refused.IsDue())
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
