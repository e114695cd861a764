using MsaSample.Events;

namespace MsaSample.Contracts.Catalog;

/// <summary>An order cannot have its pieces; the stock is as it was.</summary>
/// <param name="OrderId">The order it was for; the key.</param>
/// <param name="ProductId">What.</param>
/// <param name="Qty">How many pieces.</param>
/// <param name="Reason">For people, such as <c>insufficient stock</c>.</param>
/// <param name="Version">Of the reservation, from 1.</param>
/// <param name="At">When it happened.</param>
public sealed record StockRejected(Guid OrderId, string ProductId, int Qty, string Reason, long Version, DateTimeOffset At) : IEvent
{
    public static string Type => "stock-rejected.v1";

    public static EventTopic Topic => Topics.Reservations;

    string IEvent.Key => OrderId.ToString();
}
