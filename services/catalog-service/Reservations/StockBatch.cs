using MsaSample.CatalogService.Data;
using MsaSample.CatalogService.Products;
using MsaSample.Data;
using MsaSample.Messaging;

namespace MsaSample.CatalogService.Reservations;

/// <summary>The products and reservations that a batch of order events is about, loaded with one query each.</summary>
/// <remarks>
/// Products are locked in key order for each type of event, not for the batch. Two batches that lock for two types may deadlock; MariaDB
/// ends one of them, and it is applied again.
/// </remarks>
internal sealed class StockBatch(CatalogDbContext db, EntityBatch<string, Product> products, EntityBatch<Guid, Reservation> reservations)
{
    public async Task LoadAsync(IEnumerable<(Guid OrderId, string ProductId)> orders, CancellationToken cancellationToken)
    {
        var wanted = orders.ToList();
        var orderIds = wanted.Select(o => o.OrderId).Distinct().ToList();
        var productIds = wanted.Select(o => o.ProductId).Distinct().Order(StringComparer.Ordinal).ToList();

        // Products first: another instance that wants the same products waits here, and then reads reservations that are committed.
        await products.LoadAsync(
            db.Products.Where(p => productIds.Contains(p.ProductId)).OrderBy(p => p.ProductId).ForUpdate(),
            p => p.ProductId,
            cancellationToken);
        await reservations.LoadAsync(db.Reservations.Where(r => orderIds.Contains(r.OrderId)), r => r.OrderId, cancellationToken);
    }

    public Product? FindProduct(string productId) => products.Find(productId);

    public Reservation? FindReservation(Guid orderId) => reservations.Find(orderId);

    public void Add(Reservation reservation)
    {
        db.Reservations.Add(reservation);
        reservations.Add(reservation.OrderId, reservation);
    }
}
