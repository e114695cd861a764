using MsaSample.Events;

namespace MsaSample.Contracts.Catalog;

/// <summary>An order's pieces are set aside; the product's stock is lower by them.</summary>
/// <param name="OrderId">The order it was for; the key.</param>
/// <param name="ProductId">What.</param>
/// <param name="Qty">How many pieces.</param>
/// <param name="Version">Of the reservation, from 1.</param>
/// <param name="At">When it happened.</param>
public sealed record StockReserved(Guid OrderId, string ProductId, int Qty, long Version, DateTimeOffset At) : IEvent
{
    public static string Type => "stock-reserved.v1";

    public static EventTopic Topic => Topics.Reservations;

    string IEvent.Key => OrderId.ToString();
}
