using MsaSample.Events;
using MsaSample.Messaging.Topology;

namespace MsaSample.Messaging;

/// <summary>Collects the events that a service publishes and consumes.</summary>
public sealed class MessagingBuilder
{
    internal MessagingBuilder(string service) => Service = service;

    internal string Service { get; }

    internal Dictionary<Type, PublishedEvent> Published { get; } = [];

    internal Dictionary<string, EventSubscription> Subscriptions { get; } = [];

    /// <summary>Declares that aggregates of this service publish <typeparamref name="TEvent"/>.</summary>
    /// <exception cref="InvalidOperationException">The event is declared twice.</exception>
    public MessagingBuilder Publishes<TEvent>()
        where TEvent : IEvent
    {
        if (!Published.TryAdd(typeof(TEvent), new PublishedEvent(TEvent.Type, TEvent.Topic)))
            throw new InvalidOperationException($"{Service} declares twice that it publishes {TEvent.Type}.");

        return this;
    }

    /// <summary>Declares that <typeparamref name="THandler"/> applies events of this type. A type has one handler.</summary>
    /// <exception cref="InvalidOperationException">The type already has a handler.</exception>
    public MessagingBuilder Consumes<TEvent, THandler>()
        where TEvent : class, IEvent
        where THandler : class, IEventHandler<TEvent>
    {
        if (!Subscriptions.TryAdd(TEvent.Type, new EventSubscription<TEvent, THandler>()))
            throw new InvalidOperationException($"{Service} declares two handlers for {TEvent.Type}.");

        return this;
    }
}
