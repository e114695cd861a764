using Microsoft.Extensions.Logging;
using MsaSample.Data;
using MsaSample.Messaging.Inbox;
using MsaSample.Messaging.Telemetry;
using MsaSample.Messaging.Topology;

namespace MsaSample.Messaging.DeadLetters;

/// <summary>Lists dead letters, and redrives the parked events of a key once their cause is repaired.</summary>
internal sealed class DeadLetterOperations(ServiceContexts contexts, EventReader reader, ILogger<DeadLetterOperations> logger)
{
    public Task<List<StoredDeadLetter>> ListAsync(int count, CancellationToken cancellationToken) =>
        contexts.InTransactionAsync(sql => DeadLetterTable.OldestAsync(sql, count, cancellationToken), cancellationToken);

    /// <summary>
    /// Applies all parked events of a key in order, in one transaction, and unparks the key, so that its later events are applied as they
    /// come. Dead letters that are not events, or of a type that is not known, stay.
    /// </summary>
    /// <returns>The number of dead letters removed, because they were applied now or before; 0 if the key has none.</returns>
    public async Task<Redrive> RedriveAsync(string topic, string key, CancellationToken cancellationToken)
    {
        try
        {
            return await RedriveOnceAsync(topic, key, cancellationToken);
        }
        catch (Exception exception) when (
            !cancellationToken.IsCancellationRequested && !ApplyFailures.IsOutage(exception) && !DatabaseFailures.IsConflict(exception))
        {
            return new Redrive(0, RedriveRefusal.StillRefused, ApplyFailures.Reason(exception));
        }
    }

    private async Task<Redrive> RedriveOnceAsync(string topic, string key, CancellationToken cancellationToken)
    {
        await using var scope = contexts.CreateScope();
        var context = contexts.Resolve(scope.ServiceProvider);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var sql = contexts.Sql(context);

        // Locked first: the consumer cannot add a dead letter of the key between the reading and the commit.
        var entry = (await InboxTable.LockAsync(sql, topic, [key], cancellationToken))[key];
        var letters = await DeadLetterTable.OfKeyAsync(sql, topic, key, cancellationToken);
        var (events, done, refused) = Sort(letters, entry);
        if (done.Count == 0)
            return refused ?? new Redrive(0);

        if (events.Count > 0)
            await EventDispatcher.ApplyAsync(scope.ServiceProvider, context, events, cancellationToken);

        entry.Parked = false;
        await InboxTable.SaveAsync(sql, topic, [entry], cancellationToken);
        await DeadLetterTable.DeleteAsync(sql, done, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        logger.KeyRedriven(topic, key, done.Count);
        return new Redrive(done.Count);
    }

    /// <summary>
    /// The events for the handlers, the ids of the dead letters to delete afterwards, and why the others, if any, are not among them.
    /// </summary>
    private (List<IncomingEvent> Events, List<long> Done, Redrive? Refused) Sort(List<StoredDeadLetter> letters, InboxEntry entry)
    {
        Redrive? refused = null;
        var events = new List<IncomingEvent>();
        var done = new List<long>();
        foreach (var letter in letters)
        {
            if (letter is not { Version: > 0 and var version, Type: not null, Payload: not null } || letter.Reason == EventReader.MissingId)
            {
                refused ??= new Redrive(0, RedriveRefusal.NoEvent, letter.Reason);
                continue;
            }

            var (subscription, e, defect) = reader.Read(letter.Topic, letter.Key!, letter.Type, version, letter.Payload);
            if (defect is not null)
            {
                refused ??= new Redrive(0, RedriveRefusal.NoEvent, defect);
                continue;
            }

            if (subscription is null)
            {
                refused = new Redrive(0, RedriveRefusal.UnknownType, $"{DeadLetter.UnknownType}, {letter.Type}");
                continue;
            }

            done.Add(letter.Id);
            if (version <= entry.LastVersion)
                continue;

            entry.LastVersion = version;
            if (!subscription.IsIgnored)
                events.Add(ToEvent(letter, subscription, e!));
        }

        return (events, done, refused);
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
        Trace = TraceOrigin.From(letter.TraceParent, null),
        Subscription = subscription,
        Event = e,
    };
}
