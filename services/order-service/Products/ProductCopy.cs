namespace MsaSample.OrderService.Products;

/// <summary>A copy of a product's price, from the newest event about the product.</summary>
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
