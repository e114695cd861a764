using MsaSample.Events;

namespace MsaSample.Messaging.Topology;

/// <summary>Wire name and topic of an event type that the service publishes.</summary>
internal sealed record PublishedEvent(string Type, EventTopic Topic);
