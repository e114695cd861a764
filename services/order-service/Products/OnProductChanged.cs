using Microsoft.EntityFrameworkCore;
using MsaSample.Contracts.Catalog;
using MsaSample.Messaging;
using MsaSample.OrderService.Data;

namespace MsaSample.OrderService.Products;

/// <summary>ProductChanged: the copy takes over the price.</summary>
internal sealed class OnProductChanged(OrderDbContext db) : IEventHandler<ProductChanged>
{
    public Task LoadAsync(IReadOnlyList<ProductChanged> events, CancellationToken cancellationToken)
    {
        var ids = events.Select(e => e.ProductId).Distinct().ToList();
        return db.Products.Where(p => ids.Contains(p.ProductId)).LoadAsync(cancellationToken);
    }

    public Task HandleAsync(ProductChanged e, CancellationToken cancellationToken)
    {
        var copy = db.Products.Local.FindEntry(e.ProductId)?.Entity ?? db.Products.Add(new ProductCopy(e.ProductId)).Entity;
        copy.Apply(e.UnitPrice, e.Version);
        return Task.CompletedTask;
    }
}
