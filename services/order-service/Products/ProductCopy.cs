namespace MsaSample.OrderService.Products;

/// <summary>What this service knows of a product, from the newest event about it: what an order costs.</summary>
internal sealed class ProductCopy(string productId)
{
    public string ProductId { get; private set; } = productId;

    public long UnitPrice { get; private set; }

    public long Version { get; private set; }

    public void Apply(long unitPrice, long version)
    {
        if (version <= Version)
            return;

        UnitPrice = unitPrice;
        Version = version;
    }
}
