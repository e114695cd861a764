using MsaSample.Messaging.DeadLetters;
using MsaSample.Messaging.Inbox;

namespace MsaSample.Messaging.Consumer;

/// <summary>Decides from the inbox what to do with each record of a batch, before any handler runs.</summary>
internal sealed class BatchPlan
{
    private readonly IReadOnlyDictionary<string, InboxEntry> _inbox;
    private readonly long _maxVersionJump;
    private readonly bool _keepBodies;

    public BatchPlan(
        IReadOnlyList<IncomingEvent> records, IReadOnlyDictionary<string, InboxEntry> inbox, Poison? poison, long maxVersionJump)
    {
        (_inbox, _maxVersionJump, _keepBodies) = (inbox, maxVersionJump, poison?.KeepBody ?? true);
        foreach (var record in records)
            Decide(record, poison);
    }

    /// <summary>The events for the handlers, in order.</summary>
    public List<IncomingEvent> Events { get; } = [];

    public List<DeadLetter> DeadLetters { get; } = [];

    /// <summary>Events whose version was applied before.</summary>
    public List<IncomingEvent> Duplicates { get; } = [];

    /// <summary>Events of a type that this service ignores.</summary>
    public List<IncomingEvent> Skipped { get; } = [];

    /// <summary>Events that skip versions, with the last version applied.</summary>
    public List<(IncomingEvent Event, long LastVersion)> Gaps { get; } = [];

    /// <summary>Events whose key is parked from now on.</summary>
    public List<IncomingEvent> Parked { get; } = [];

    private void Decide(IncomingEvent record, Poison? poison)
    {
        // Not an event of this system: it says nothing about later records of its key, so the key is not parked.
        if (record.Defect is { } defect)
        {
            PutAside(record, defect);
            return;
        }

        var entry = _inbox[record.Key!];
        if (record.Version <= entry.LastVersion)
        {
            Duplicates.Add(record);
            return;
        }

        if (entry.Parked)
        {
            PutAside(record, "an earlier event of its key is a dead letter");
            return;
        }

        // It says nothing about the key's other events, so the key is not parked.
        if (record.Version - entry.LastVersion > _maxVersionJump)
        {
            PutAside(record, $"version {record.Version} is more than {_maxVersionJump} above the last one, {entry.LastVersion}");
            return;
        }

        if (poison is not null && ReferenceEquals(record, poison.Event))
        {
            Park(record, entry, poison.Reason);
            return;
        }

        if (record.Subscription is null)
        {
            Park(record, entry, $"{DeadLetter.UnknownType}, {record.Type}");
            return;
        }

        // The first version seen of a key is not a gap: compaction keeps only the newest.
        if (entry.LastVersion > 0 && record.Version > entry.LastVersion + 1)
            Gaps.Add((record, entry.LastVersion));

        entry.LastVersion = record.Version!.Value;
        (record.Subscription.IsIgnored ? Skipped : Events).Add(record);
    }

    private void Park(IncomingEvent record, InboxEntry entry, string reason)
    {
        entry.Parked = true;
        Parked.Add(record);
        PutAside(record, reason);
    }

    private void PutAside(IncomingEvent record, string reason) =>
        DeadLetters.Add(new DeadLetter(record, reason) { KeepBody = _keepBodies });
}

/// <summary>A record that cannot be applied, with the reason, and whether its dead letter is to have its body.</summary>
internal sealed record Poison(IncomingEvent Event, string Reason, bool KeepBody);
