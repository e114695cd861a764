using MsaSample.Events;

namespace MsaSample.Contracts.Catalog;

/// <summary>A cancelled order holds no pieces: what was set aside is in stock again, and nothing will be set aside for it.</summary>
/// <param name="OrderId">The order it was for; the key.</param>
/// <param name="ProductId">What.</param>
/// <param name="Qty">How many pieces.</param>
/// <param name="Version">Of the reservation, from 1.</param>
/// <param name="At">When it happened.</param>
public sealed record StockReleased(Guid OrderId, string ProductId, int Qty, long Version, DateTimeOffset At) : IEvent
{
    public static string Type => "stock-released.v1";

    public static EventTopic Topic => Topics.Reservations;

    string IEvent.Key => OrderId.ToString();
}
