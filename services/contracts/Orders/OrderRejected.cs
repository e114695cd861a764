using MsaSample.Events;

namespace MsaSample.Contracts.Orders;

/// <summary>No stock could be reserved for an order. Final.</summary>
public sealed record OrderRejected(
    Guid OrderId,
    Guid UserId,
    string ProductId,
    int Qty,
    long UnitPrice,
    long TotalPrice,
    string Status,
    long Version,
    DateTimeOffset PlacedAt,
    string Reason) : IOrderEvent
{
    public static string Type => "order-rejected.v1";

    public static EventTopic Topic => Topics.Orders;

    string IEvent.Key => OrderId.ToString();

    string? IEvent.FindDefect() => OrderRules.FindDefect(this, "REJECTED") ?? EventRules.Text(Reason, Limits.ReasonLength);
}
