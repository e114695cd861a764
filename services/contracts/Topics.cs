using MsaSample.Events;

namespace MsaSample.Contracts;

/// <summary>The topics of the system. Each is compacted, has six partitions, and is written by one service.</summary>
public static class Topics
{
    /// <summary>Written by user-service; key: user id.</summary>
    public static EventTopic Users { get; } = new("user-events");

    /// <summary>Written by catalog-service; key: product id.</summary>
    public static EventTopic Catalog { get; } = new("catalog-events");

    /// <summary>Written by order-service; key: order id.</summary>
    public static EventTopic Orders { get; } = new("order-events");

    /// <summary>Written by catalog-service; key: order id.</summary>
    public static EventTopic Reservations { get; } = new("reservation-events");
}
