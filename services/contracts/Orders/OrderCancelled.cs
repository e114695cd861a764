using MsaSample.Events;

namespace MsaSample.Contracts.Orders;

/// <summary>The user cancelled an order; stock that was reserved for it is to be released. Final.</summary>
public sealed record OrderCancelled(
    Guid OrderId,
    Guid UserId,
    string ProductId,
    int Qty,
    long UnitPrice,
    long TotalPrice,
    string Status,
    long Version,
    DateTimeOffset PlacedAt) : IOrderEvent
{
    public static string Type => "order-cancelled.v1";

    public static EventTopic Topic => Topics.Orders;

    string IEvent.Key => OrderId.ToString();

    string? IEvent.FindDefect() => OrderRules.FindDefect(this, "CANCELLED");
}
