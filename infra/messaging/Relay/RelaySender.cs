using Microsoft.Extensions.Logging;
using MsaSample.Messaging.Kafka;
using MsaSample.Messaging.Outbox;
using MsaSample.Messaging.Timing;

namespace MsaSample.Messaging.Relay;

/// <summary>
/// Sends batches for the relay: waits for the broker as long as it takes, renews the lease in the meantime, finds out which events Kafka
/// refuses, and replaces a producer after a fatal error.
/// </summary>
internal sealed class RelaySender(
    KafkaClients clients, TopicSetup topics, RefusedRows refused, string service, TimeProvider clock, ILogger logger) : IDisposable
{
    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(2);

    private readonly Throttle _slowAnswers = new(clock, TimeSpan.FromMinutes(1));
    private readonly Throttle _refusals = new(clock, TimeSpan.FromMinutes(1));
    private EventProducer _producer = new(clients, service);
    private EventProducer? _single;

    /// <summary>Sends rows, in order, and returns the sequence numbers of those that may be deleted.</summary>
    public async Task<List<long>> SendAsync(List<OutboxRow> rows, OutboxLease lease, CancellationToken cancellationToken)
    {
        var round = new SendRound(rows);
        var suspects = refused.IsEmpty ? [] : rows.FindAll(refused.IsKeyRefused);
        var others = suspects.Count == 0 ? rows : rows.FindAll(row => !refused.IsKeyRefused(row));
        if (others.Count > 0)
            suspects.AddRange(await SendTogetherAsync(others, round, lease, cancellationToken));
        if (suspects.Count > 0)
            await SendAloneAsync(suspects, round, lease, cancellationToken);

        return round.Deletable();
    }

    public void Dispose()
    {
        _producer.Dispose();
        _single?.Dispose();
    }

    /// <returns>The rows that were refused together with others, and may be sent alone.</returns>
    private async Task<List<OutboxRow>> SendTogetherAsync(
        List<OutboxRow> rows, SendRound round, OutboxLease lease, CancellationToken cancellationToken)
    {
        // A client remembers that a topic is missing, a new one asks.
        if (!refused.IsEmpty && rows.Exists(row => refused.IsTopicRefused(row.Topic)))
            ReplaceProducer();

        var batch = await SendAsync(_producer, rows, lease, cancellationToken);
        round.Add(batch);
        var suspects = new List<OutboxRow>();
        for (var i = 0; i < rows.Count; i++)
        {
            if (batch.IsAcknowledged(i))
            {
                if (!refused.IsEmpty)
                    refused.Accept(rows[i]);
            }
            else if (batch.ErrorOf(i) is { } error && KafkaRefusals.IsOfTopic(error))
            {
                RefuseTopic(rows[i], error.Reason);
            }
            else if (batch.ErrorOf(i) is { } reason && KafkaRefusals.IsOfRecord(reason))
            {
                suspects.Add(rows[i]);
            }
        }

        if (_producer.Fatal is { } fatal)
        {
            logger.ProducerReplaced(fatal.Reason);
            ReplaceProducer();
        }

        return suspects;
    }

    // The next event of a key is sent after the one before it was acknowledged; keys go side by side.
    private async Task SendAloneAsync(List<OutboxRow> rows, SendRound round, OutboxLease lease, CancellationToken cancellationToken)
    {
        _single ??= new EventProducer(clients, service, oneRecordPerRequest: true);
        var queues = rows.GroupBy(row => (row.Topic, row.Key)).Select(key => new Queue<OutboxRow>(key)).ToList();
        while (queues.Count > 0 && _single is not null && !cancellationToken.IsCancellationRequested)
        {
            var batch = await SendAsync(_single, queues.ConvertAll(queue => queue.Dequeue()), lease, cancellationToken);
            round.Add(batch);
            for (var i = 0; i < batch.Rows.Count; i++)
                NoteAnswer(batch, i);

            queues = [.. queues.Where((queue, index) => batch.IsAcknowledged(index) && queue.Count > 0)];
            if (_single.Fatal is { } fatal)
            {
                logger.ProducerReplaced(fatal.Reason);
                _single.Dispose();
                _single = null;
            }
        }
    }

    private void NoteAnswer(SendBatch batch, int index)
    {
        var row = batch.Rows[index];
        if (batch.IsAcknowledged(index))
            refused.Accept(row);
        else if (batch.ErrorOf(index) is { } error && KafkaRefusals.IsOfTopic(error))
            RefuseTopic(row, error.Reason);
        else if (batch.ErrorOf(index) is { } reason && refused.RefuseKey(row) && _refusals.IsDue())
            logger.EventRefusedByKafka(row.Topic, row.Key, row.Version, reason.Reason);
    }

    private void RefuseTopic(OutboxRow row, string reason)
    {
        if (refused.IsWaiting(row))
            return;

        if (refused.RefuseTopic(row.Topic, topics.RecreateAsync()))
            logger.TopicRefused(row.Topic, reason);
    }

    private async Task<SendBatch> SendAsync(
        EventProducer producer, List<OutboxRow> rows, OutboxLease lease, CancellationToken cancellationToken)
    {
        var batch = producer.Send(rows);
        var started = clock.GetTimestamp();
        while (!batch.Completion.IsCompleted && producer.Fatal is null)
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

        return batch;
    }

    private void ReplaceProducer()
    {
        _producer.Dispose();
        _producer = new EventProducer(clients, service);
    }

    private async Task WaitAsync(SendBatch batch, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(batch.Completion, Task.Delay(longest, clock, either.Token));
        await either.CancelAsync();
    }
}
