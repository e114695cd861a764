using MsaSample.Events;

namespace MsaSample.Contracts.Orders;

/// <summary>The fields that every event about an order has: the whole order, so that a copy needs only the newest event.</summary>
public interface IOrderEvent : IEvent
{
    Guid OrderId { get; }

    Guid UserId { get; }

    string ProductId { get; }

    int Qty { get; }

    /// <summary>The price when the order was placed, in whole units of the shop's currency.</summary>
    long UnitPrice { get; }

    long TotalPrice { get; }

    /// <summary><c>PENDING</c>, <c>CONFIRMED</c>, <c>REJECTED</c> or <c>CANCELLED</c>. Later versions may add values.</summary>
    string Status { get; }

    DateTimeOffset PlacedAt { get; }

    /// <summary>Why the order was rejected, a text for people; null if it was not.</summary>
    string? Reason => null;
}
