using MsaSample.Events;

namespace MsaSample.Contracts.Catalog;

/// <summary>A product is new, or its name, price or stock is different now.</summary>
/// <param name="ProductId">Key; also the order of its events.</param>
/// <param name="ProductName">For people.</param>
/// <param name="UnitPrice">In whole units of the shop's currency.</param>
/// <param name="Stock">Pieces not reserved by any order.</param>
/// <param name="Version">Of the product, from 1.</param>
/// <param name="At">When it happened.</param>
public sealed record ProductChanged(string ProductId, string ProductName, long UnitPrice, int Stock, long Version, DateTimeOffset At) : IEvent
{
    public static string Type => "product-changed.v1";

    public static EventTopic Topic => Topics.Catalog;

    string IEvent.Key => ProductId;
}
