using Microsoft.Extensions.Logging;
using MsaSample.Data;
using MsaSample.Messaging.Inbox;
using MsaSample.Messaging.Telemetry;
using MsaSample.Messaging.Topology;

namespace MsaSample.Messaging.DeadLetters;

/// <summary>Shows what was put aside, and drives a key again once its cause is repaired.</summary>
internal sealed class DeadLetterOffice(ServiceContexts contexts, EventReader reader, ILogger<DeadLetterOffice> logger)
{
    public Task<List<StoredDeadLetter>> ListAsync(int count, CancellationToken cancellationToken) =>
        contexts.InTransactionAsync(sql => DeadLetterTable.OldestAsync(sql, count, cancellationToken), cancellationToken);

    /// <summary>
    /// Applies all waiting events of a key in their order, in one transaction, and un-parks it; the events behind them follow by themselves.
    /// If a handler refuses again, nothing changes and its exception is thrown. Letters that are no event stay.
    /// </summary>
    /// <returns>The number of dead letters that are gone, applied now or before; 0 if the key has none.</returns>
    public async Task<int> RedriveAsync(string topic, string key, CancellationToken cancellationToken)
    {
        await using var scope = contexts.CreateScope();
        var context = contexts.Resolve(scope.ServiceProvider);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var sql = contexts.Sql(context);

        // Locked first: the consumer cannot add a letter to the key between our reading and our commit.
        var entry = (await InboxTable.LockAsync(sql, topic, [key], cancellationToken))[key];
        var letters = await DeadLetterTable.OfKeyAsync(sql, topic, key, cancellationToken);
        var (events, gone) = Sort(letters, entry);
        if (gone.Count == 0)
            return 0;

        if (events.Count > 0)
        {
            TraceOrigins.Current = await EventDispatcher.RunAsync(scope.ServiceProvider, events, cancellationToken);
            await context.SaveChangesAsync(cancellationToken);
            TraceOrigins.Current = null;
        }

        entry.Parked = false;
        await InboxTable.SaveAsync(sql, topic, [entry], cancellationToken);
        await DeadLetterTable.DeleteAsync(sql, gone, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        logger.KeyRedriven(topic, key, gone.Count);
        return gone.Count;
    }

    /// <summary>What the handlers get, and the ids of the letters that are done then.</summary>
    private (List<IncomingEvent> Events, List<long> Gone) Sort(List<StoredDeadLetter> letters, InboxEntry entry)
    {
        var events = new List<IncomingEvent>();
        var gone = new List<long>();
        foreach (var letter in letters)
        {
            if (letter is not { Version: > 0 and var version, Type: not null, Payload: not null } || letter.Reason == EventReader.NoId)
                continue;

            var (subscription, e, defect) = reader.Read(letter.Topic, letter.Type, letter.Payload);
            if (defect is not null)
                continue;

            gone.Add(letter.Id);
            if (version <= entry.LastVersion)
                continue;

            entry.LastVersion = version;
            if (subscription is not null)
                events.Add(ToEvent(letter, subscription, e!));
        }

        return (events, gone);
    }

    private static IncomingEvent ToEvent(StoredDeadLetter letter, EventSubscription subscription, object e) => new()
    {
        Topic = letter.Topic,
        Partition = letter.Partition,
        Offset = letter.Offset,
        Key = letter.Key,
        Type = letter.Type,
        Version = letter.Version,
        Payload = letter.Payload,
        Trace = new TraceOrigin(letter.TraceParent, null),
        Subscription = subscription,
        Event = e,
    };
}
