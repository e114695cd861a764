using MsaSample.Events;

namespace MsaSample.Contracts.Catalog;

/// <summary>No stock was reserved for an order.</summary>
/// <param name="OrderId">The order, which is also the reservation's id.</param>
/// <param name="Qty">The quantity that the order asked for.</param>
/// <param name="Reason">A text for people, such as <c>insufficient stock</c>.</param>
/// <param name="Version">The reservation's version, from 1.</param>
/// <param name="At">When the reservation was changed.</param>
public sealed record StockRejected(Guid OrderId, string ProductId, int Qty, string Reason, long Version, DateTimeOffset At) : IEvent
{
    public static string Type => "stock-rejected.v1";

    public static EventTopic Topic => Topics.Reservations;

    string IEvent.Key => OrderId.ToString();

    string? IEvent.FindDefect() =>
        ReservationRules.FindDefect(OrderId, ProductId, Qty, At) ?? EventRules.Text(Reason, Limits.ReasonLength);
}
