using MsaSample.Data;
using MsaSample.Messaging;
using MsaSample.OrderService.Data;

namespace MsaSample.OrderService.Orders;

/// <summary>The orders that a batch of reservation events is about, loaded and locked with one query.</summary>
internal sealed class OrderBatch(OrderDbContext db, EntityBatch<Guid, Order> orders)
{
    public Task LoadAsync(IEnumerable<Guid> orderIds, CancellationToken cancellationToken)
    {
        var ids = orderIds.Distinct().ToList();
        return orders.LoadAsync(
            db.Orders.Where(o => ids.Contains(o.OrderId)).OrderBy(o => o.OrderId).ForUpdate(), o => o.OrderId, cancellationToken);
    }

    public Order? Find(Guid orderId) => orders.Find(orderId);
}
