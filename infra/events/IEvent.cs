namespace MsaSample.Events;

/// <summary>
/// A fact that happened to one aggregate, with the aggregate's full new state, so that a copy can be built from the newest event alone.
/// Implement it with an immutable record named in the past tense; its public properties are the JSON on the wire.
/// </summary>
/// <remarks>
/// Fields may be added, with a default value so that an event without them can still be read; they are never renamed or removed. A
/// breaking change is a new type (<c>order-placed.v2</c>). Implement
/// <see cref="Key"/> explicitly (<c>string IEvent.Key => OrderId;</c>) so that it does not become a JSON field of its own.
/// </remarks>
public interface IEvent
{
    /// <summary>Wire name with its major version, for example <c>order-placed.v1</c> (CloudEvents <c>ce_type</c>).</summary>
    static abstract string Type { get; }

    /// <summary>The topic the event is written to. All events of one aggregate share a topic.</summary>
    static abstract EventTopic Topic { get; }

    /// <summary>
    /// The aggregate's id, which becomes the record key and <c>ce_subject</c>. Records with the same key share a partition and keep their
    /// order. At most 255 characters.
    /// </summary>
    string Key { get; }

    /// <summary>The aggregate's version after the change, counted from 1 (header <c>ce_aggregateversion</c>).</summary>
    long Version { get; }

    /// <summary>
    /// What is wrong with the fields, such as a quantity of 0; null if nothing is. Part of the contract, so it is checked at both ends: the
    /// writer does not save such an event, and for a reader it is none. Implement it with <see cref="EventRules"/>.
    /// </summary>
    string? FindDefect() => null;
}
