using MsaSample.Contracts.Catalog;
using MsaSample.Messaging;
using MsaSample.OrderService.Data;

namespace MsaSample.OrderService.Orders;

/// <summary>StockRejected: the order is rejected, with the reason.</summary>
internal sealed class OnStockRejected(OrderDbContext db) : IEventHandler<StockRejected>
{
    public Task LoadAsync(IReadOnlyList<StockRejected> events, CancellationToken cancellationToken) =>
        db.LoadOrdersAsync(events.Select(e => e.OrderId), cancellationToken);

    public Task HandleAsync(StockRejected e, CancellationToken cancellationToken)
    {
        db.Orders.Local.FindEntry(e.OrderId)?.Entity.Reject(e.Reason);
        return Task.CompletedTask;
    }
}
