using System.Linq.Expressions;

namespace MsaSample.CatalogService.Products;

/// <summary>A product in the form of the Spring Cloud course.</summary>
public sealed record ProductResponse(string ProductId, string ProductName, long UnitPrice, int Stock, DateTimeOffset CreatedAt)
{
    internal static readonly Expression<Func<Product, ProductResponse>> Projection =
        p => new ProductResponse(p.ProductId, p.ProductName, p.UnitPrice, p.Stock, p.CreatedAt);

    internal static ProductResponse Of(Product p) => new(p.ProductId, p.ProductName, p.UnitPrice, p.Stock, p.CreatedAt);
}
