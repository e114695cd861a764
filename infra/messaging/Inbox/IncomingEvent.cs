using MsaSample.Messaging.Telemetry;
using MsaSample.Messaging.Topology;

namespace MsaSample.Messaging.Inbox;

/// <summary>A Kafka record and the event that was read from it.</summary>
internal sealed class IncomingEvent
{
    public required string Topic { get; init; }

    public required int Partition { get; init; }

    public required long Offset { get; init; }

    /// <summary>Null if the record has none, or one that no event may have.</summary>
    public string? Key { get; init; }

    public string? Type { get; init; }

    public long? Version { get; init; }

    public byte[]? Payload { get; init; }

    public TraceOrigin Trace { get; init; }

    /// <summary>When the writer saved the event.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>What the service does with the event's type; null if it neither handles nor ignores it.</summary>
    public EventSubscription? Subscription { get; init; }

    /// <summary>The deserialized event; null without a subscription.</summary>
    public object? Event { get; init; }

    /// <summary>Why the record is not an event; null if it is one.</summary>
    public string? Defect { get; init; }
}
