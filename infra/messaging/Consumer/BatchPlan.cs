using MsaSample.Messaging.DeadLetters;
using MsaSample.Messaging.Inbox;

namespace MsaSample.Messaging.Consumer;

/// <summary>What to do with each record of a batch, decided from the inbox alone, before any handler runs.</summary>
internal sealed class BatchPlan
{
    private readonly IReadOnlyDictionary<string, InboxEntry> _inbox;

    public BatchPlan(IReadOnlyList<IncomingEvent> records, IReadOnlyDictionary<string, InboxEntry> inbox, Poison? poison)
    {
        _inbox = inbox;
        foreach (var record in records)
            Decide(record, poison);
    }

    /// <summary>To be given to handlers, in order.</summary>
    public List<IncomingEvent> Events { get; } = [];

    public List<DeadLetter> DeadLetters { get; } = [];

    public List<IncomingEvent> Duplicates { get; } = [];

    /// <summary>Events whose type nothing here handles.</summary>
    public List<IncomingEvent> Skipped { get; } = [];

    public List<(IncomingEvent Event, long LastVersion)> Gaps { get; } = [];

    public List<IncomingEvent> Parked { get; } = [];

    private void Decide(IncomingEvent record, Poison? poison)
    {
        // Not of our making: nothing says what later records of its key mean, so they go on.
        if (record.Defect is { } defect)
        {
            DeadLetters.Add(new DeadLetter(record, defect));
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
            DeadLetters.Add(new DeadLetter(record, "an earlier event of its key is waiting"));
            return;
        }

        if (poison is not null && ReferenceEquals(record, poison.Event))
        {
            entry.Parked = true;
            Parked.Add(record);
            DeadLetters.Add(new DeadLetter(record, poison.Reason));
            return;
        }

        // The first version seen of a key is no gap: compaction keeps only the newest.
        if (entry.LastVersion > 0 && record.Version > entry.LastVersion + 1)
            Gaps.Add((record, entry.LastVersion));

        entry.LastVersion = record.Version!.Value;
        (record.Subscription is null ? Skipped : Events).Add(record);
    }
}

/// <summary>An event that its handler refused for good.</summary>
internal sealed record Poison(IncomingEvent Event, string Reason);
