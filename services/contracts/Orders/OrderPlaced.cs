using MsaSample.Events;

namespace MsaSample.Contracts.Orders;

/// <summary>An order was accepted; its stock is not reserved yet.</summary>
public sealed record OrderPlaced(
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
    public static string Type => "order-placed.v1";

    public static EventTopic Topic => Topics.Orders;

    string IEvent.Key => OrderId.ToString();

    string? IEvent.FindDefect() => OrderRules.FindDefect(this, "PENDING");
}
