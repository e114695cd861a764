using MsaSample.Contracts;
using MsaSample.Contracts.Catalog;
using MsaSample.Events;
using MsaSample.Messaging;

namespace MsaSample.CatalogService.Products;

/// <summary>A product of the shop. Its stock is the quantity that no order has reserved, never below zero.</summary>
internal sealed class Product : IAggregate
{
    public const int MaxIdLength = Limits.ProductIdLength;
    public const int MaxNameLength = Limits.NameLength;
    public const int MaxStock = Limits.MaxQty;
    public const long MaxUnitPrice = 1_000_000_000;

    public Product(string productId, string productName, long unitPrice, int stock, DateTimeOffset createdAt)
    {
        ProductId = productId;
        ProductName = productName.Trim();
        UnitPrice = unitPrice;
        Stock = stock;
        CreatedAt = createdAt;
        ChangedAt = createdAt;
    }

    public string ProductId { get; private set; }

    public string ProductName { get; private set; }

    /// <summary>In whole units of the shop's currency.</summary>
    public long UnitPrice { get; private set; }

    public int Stock { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public long Version { get; set; }

    public void Change(string productName, long unitPrice, DateTimeOffset now)
    {
        ProductName = productName.Trim();
        UnitPrice = unitPrice;
        ChangedAt = now;
    }

    /// <summary>Takes a quantity out of the stock. Returns false, and changes nothing, if the stock is lower.</summary>
    public bool TryTake(int qty, DateTimeOffset now)
    {
        if (qty > Stock)
            return false;

        Stock -= qty;
        ChangedAt = now;
        return true;
    }

    /// <summary>Puts a quantity back, up to <see cref="MaxStock"/>: an admin may have raised the stock in the meantime.</summary>
    public void Restock(int qty, DateTimeOffset now)
    {
        Stock = (int)Math.Min((long)Stock + qty, MaxStock);
        ChangedAt = now;
    }

    /// <summary>Sets the stock. Returns false, and changes nothing, outside 0 to <see cref="MaxStock"/>.</summary>
    public bool TrySetStock(long stock, DateTimeOffset now)
    {
        if (stock is < 0 or > MaxStock)
            return false;

        Stock = (int)stock;
        ChangedAt = now;
        return true;
    }

    public IEvent ToEvent() => new ProductChanged(ProductId, ProductName, UnitPrice, Stock, Version, ChangedAt);
}
