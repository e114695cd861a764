using MsaSample.Contracts.Catalog;
using MsaSample.Messaging;
using MsaSample.OrderService.Data;

namespace MsaSample.OrderService.Products;

/// <summary>ProductChanged: copies the product's price.</summary>
internal sealed class OnProductChanged(OrderDbContext db, EntityBatch<string, ProductCopy> copies) : IEventHandler<ProductChanged>
{
    public Task LoadAsync(IReadOnlyList<ProductChanged> events, CancellationToken cancellationToken)
    {
        var ids = events.Select(e => e.ProductId).Distinct().ToList();
        return copies.LoadAsync(db.Products.Where(p => ids.Contains(p.ProductId)), p => p.ProductId, cancellationToken);
    }

    public void Apply(ProductChanged e)
    {
        var copy = copies.Find(e.ProductId) ?? copies.Add(e.ProductId, db.Products.Add(new ProductCopy(e.ProductId)).Entity);
        copy.Apply(e.UnitPrice, e.Version);
    }
}
