using MsaSample.Events;

namespace MsaSample.Messaging.Topology;

/// <summary>The events that the service publishes and consumes, as declared in its <c>Program.cs</c>.</summary>
internal sealed class MessagingTopology(MessagingBuilder declared)
{
    public string Service { get; } = declared.Service;

    /// <summary>By CLR type.</summary>
    public IReadOnlyDictionary<Type, PublishedEvent> Published { get; } = declared.Published;

    /// <summary>By wire name.</summary>
    public IReadOnlyDictionary<string, EventSubscription> Subscriptions { get; } = declared.Subscriptions;

    public IReadOnlyList<string> ConsumedTopics { get; } =
        [.. declared.Subscriptions.Values.Where(subscription => !subscription.IsIgnored)
            .Select(subscription => subscription.Topic.Name).Distinct()];

    /// <summary>Every topic the service needs to exist.</summary>
    public IReadOnlyList<EventTopic> Topics { get; } =
        [.. declared.Published.Values.Select(published => published.Topic)
            .Concat(declared.Subscriptions.Values.Select(subscription => subscription.Topic))
            .DistinctBy(topic => topic.Name)];
}
