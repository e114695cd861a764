using MsaSample.Events;
using MsaSample.Messaging;
using MsaSample.Messaging.Inbox;
using MsaSample.Messaging.Topology;

namespace MsaSample.Services.Tests.Hosting;

/// <summary>Events as the consumer gives them to their handler.</summary>
internal static class IncomingEvents
{
    public static List<IncomingEvent> Of<TEvent, THandler>(params TEvent[] events)
        where TEvent : class, IEvent
        where THandler : class, IEventHandler<TEvent>
    {
        var subscription = new EventSubscription<TEvent, THandler>();
        return events.Select(e => new IncomingEvent
        {
            Topic = TEvent.Topic.Name,
            Partition = 0,
            Offset = 0,
            Key = e.Key,
            Type = TEvent.Type,
            Version = e.Version,
            Subscription = subscription,
            Event = e,
        }).ToList();
    }
}
