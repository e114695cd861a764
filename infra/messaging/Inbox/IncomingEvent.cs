using MsaSample.Messaging.Telemetry;
using MsaSample.Messaging.Topology;

namespace MsaSample.Messaging.Inbox;

/// <summary>One record, read.</summary>
internal sealed class IncomingEvent
{
    public required string Topic { get; init; }

    public required int Partition { get; init; }

    public required long Offset { get; init; }

    public string? Key { get; init; }

    public string? Type { get; init; }

    public long? Version { get; init; }

    public byte[]? Payload { get; init; }

    public TraceOrigin Trace { get; init; }

    /// <summary>When its writer saved it.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Null for a type that this service does not handle.</summary>
    public EventSubscription? Subscription { get; init; }

    /// <summary>The event object, when there is a subscription.</summary>
    public object? Event { get; init; }

    /// <summary>Why this cannot be an event of ours; null if it is one.</summary>
    public string? Defect { get; init; }
}
