using MsaSample.Events;

namespace MsaSample.Contracts.Orders;

/// <summary>What every event about an order tells: the whole order, so that a copy is the newest event alone.</summary>
public interface IOrderEvent : IEvent
{
    Guid OrderId { get; }

    Guid UserId { get; }

    string ProductId { get; }

    int Qty { get; }

    /// <summary>In whole units of the shop's currency, when it was placed.</summary>
    long UnitPrice { get; }

    long TotalPrice { get; }

    /// <summary><c>PENDING</c>, <c>CONFIRMED</c>, <c>REJECTED</c> or <c>CANCELLED</c>. A reader must expect more to come.</summary>
    string Status { get; }

    DateTimeOffset PlacedAt { get; }

    /// <summary>Why it was rejected, for people; null when it was not.</summary>
    string? Reason => null;
}
