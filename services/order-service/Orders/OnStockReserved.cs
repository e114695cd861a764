using MsaSample.Contracts.Catalog;
using MsaSample.Messaging;
using MsaSample.OrderService.Data;

namespace MsaSample.OrderService.Orders;

/// <summary>StockReserved: the order is confirmed.</summary>
internal sealed class OnStockReserved(OrderDbContext db) : IEventHandler<StockReserved>
{
    public Task LoadAsync(IReadOnlyList<StockReserved> events, CancellationToken cancellationToken) =>
        db.LoadOrdersAsync(events.Select(e => e.OrderId), cancellationToken);

    public Task HandleAsync(StockReserved e, CancellationToken cancellationToken)
    {
        db.Orders.Local.FindEntry(e.OrderId)?.Entity.Confirm();
        return Task.CompletedTask;
    }
}
