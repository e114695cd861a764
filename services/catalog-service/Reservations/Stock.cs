using Microsoft.EntityFrameworkCore;
using MsaSample.CatalogService.Data;
using MsaSample.CatalogService.Products;
using MsaSample.Data;

namespace MsaSample.CatalogService.Reservations;

/// <summary>Loads what a batch of order events touches: its products and its reservations, one query each.</summary>
/// <remarks>The products are locked in key order per type of event only; two batches that cross over two types may deadlock, and the loser is tried again.</remarks>
internal sealed class Stock(CatalogDbContext db)
{
    public async Task LoadAsync(IEnumerable<(Guid OrderId, string ProductId)> orders, CancellationToken cancellationToken)
    {
        var wanted = orders.ToList();
        var orderIds = wanted.Select(o => o.OrderId).Distinct().ToList();
        var productIds = wanted.Select(o => o.ProductId).Distinct().Order(StringComparer.Ordinal).ToList();

        // Products first: another instance that wants the same products waits here, and then reads reservations that are complete.
        await db.Products.Where(p => productIds.Contains(p.ProductId)).OrderBy(p => p.ProductId).ForUpdate().LoadAsync(cancellationToken);
        await db.Reservations.Where(r => orderIds.Contains(r.OrderId)).LoadAsync(cancellationToken);
    }

    public Product? FindProduct(string productId) => db.Products.Local.FindEntry(productId)?.Entity;

    public Reservation? FindReservation(Guid orderId) => db.Reservations.Local.FindEntry(orderId)?.Entity;

    public void Add(Reservation reservation) => db.Reservations.Add(reservation);
}
