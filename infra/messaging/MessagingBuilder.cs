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

    /// <summary>
    /// Declares that the service does without events of this type, on a topic from which it consumes others. An event of a type that is
    /// neither consumed nor ignored parks its key until a version of the service runs that knows the type.
    /// </summary>
    /// <exception cref="InvalidOperationException">The type is also consumed, or declared twice.</exception>
    public MessagingBuilder Ignores<TEvent>()
        where TEvent : class, IEvent
    {
        if (!Subscriptions.TryAdd(TEvent.Type, new IgnoredEvent<TEvent>()))
            throw new InvalidOperationException($"{Service} declares twice what it does with {TEvent.Type}.");

        return this;
    }

    /// <summary>Declares that <typeparamref name="THandler"/> applies events of this type. A type has one handler.</summary>
    /// <exception cref="InvalidOperationException">The type already has a handler, or is ignored.</exception>
    public MessagingBuilder Consumes<TEvent, THandler>()
        where TEvent : class, IEvent
        where THandler : class, IEventHandler<TEvent>
    {
        if (!Subscriptions.TryAdd(TEvent.Type, new EventSubscription<TEvent, THandler>()))
            throw new InvalidOperationException($"{Service} declares twice what it does with {TEvent.Type}.");

        return this;
    }
}
