using MsaSample.Events;

namespace MsaSample.Contracts.Catalog;

/// <summary>A cancelled order has no reserved stock: what was reserved is in stock again, and nothing will be reserved.</summary>
/// <param name="OrderId">The order, which is also the reservation's id.</param>
/// <param name="Qty">The quantity that the order asked for.</param>
/// <param name="Version">The reservation's version, from 1.</param>
/// <param name="At">When the reservation was changed.</param>
public sealed record StockReleased(Guid OrderId, string ProductId, int Qty, long Version, DateTimeOffset At) : IEvent
{
    public static string Type => "stock-released.v1";

    public static EventTopic Topic => Topics.Reservations;

    string IEvent.Key => OrderId.ToString();

    string? IEvent.FindDefect() => ReservationRules.FindDefect(OrderId, ProductId, Qty, At);
}
