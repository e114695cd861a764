using MsaSample.Contracts.Catalog;
using MsaSample.Messaging;

namespace MsaSample.OrderService.Orders;

/// <summary>StockReserved: the order is confirmed.</summary>
internal sealed class OnStockReserved(OrderBatch orders) : IEventHandler<StockReserved>
{
    public Task LoadAsync(IReadOnlyList<StockReserved> events, CancellationToken cancellationToken) =>
        orders.LoadAsync(events.Select(e => e.OrderId), cancellationToken);

    public void Apply(StockReserved e) => orders.Find(e.OrderId)?.Confirm();
}
