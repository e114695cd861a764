using MsaSample.Events;

namespace MsaSample.Messaging.Topology;

/// <summary>Wire name and topic of a declared event type.</summary>
internal sealed record PublishedEvent(string Type, EventTopic Topic);
