using MsaSample.Events;

namespace MsaSample.Contracts.Catalog;

/// <summary>A product was added, or its name, price or stock was changed.</summary>
/// <param name="UnitPrice">In whole units of the shop's currency.</param>
/// <param name="Stock">The quantity that no order has reserved.</param>
/// <param name="Version">The product's version, from 1.</param>
/// <param name="At">When the product was changed.</param>
public sealed record ProductChanged(
    string ProductId, string ProductName, long UnitPrice, int Stock, long Version, DateTimeOffset At) : IEvent
{
    public static string Type => "product-changed.v1";

    public static EventTopic Topic => Topics.Catalog;

    string IEvent.Key => ProductId;

    string? IEvent.FindDefect() =>
        EventRules.Text(ProductId, Limits.ProductIdLength)
        ?? EventRules.Text(ProductName, Limits.NameLength)
        ?? EventRules.Range(UnitPrice, 0, Limits.MaxUnitPrice)
        ?? EventRules.Range(Stock, 0, Limits.MaxQty)
        ?? EventRules.Time(At);
}
