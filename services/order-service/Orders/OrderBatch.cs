using Microsoft.EntityFrameworkCore;
using MsaSample.Data;
using MsaSample.OrderService.Data;

namespace MsaSample.OrderService.Orders;

/// <summary>The orders that a batch of events is about.</summary>
internal static class OrderBatch
{
    /// <summary>Loads and locks them in one query.</summary>
    public static Task LoadOrdersAsync(this OrderDbContext db, IEnumerable<Guid> orderIds, CancellationToken cancellationToken)
    {
        var ids = orderIds.Distinct().ToList();
        return db.Orders.Where(o => ids.Contains(o.OrderId)).OrderBy(o => o.OrderId).ForUpdate().LoadAsync(cancellationToken);
    }
}
