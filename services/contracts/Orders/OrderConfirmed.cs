using MsaSample.Events;

namespace MsaSample.Contracts.Orders;

/// <summary>An order's stock is reserved.</summary>
public sealed record OrderConfirmed(
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
    public static string Type => "order-confirmed.v1";

    public static EventTopic Topic => Topics.Orders;

    string IEvent.Key => OrderId.ToString();

    string? IEvent.FindDefect() => OrderRules.FindDefect(this, "CONFIRMED");
}
