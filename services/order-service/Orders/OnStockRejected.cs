using MsaSample.Contracts.Catalog;
using MsaSample.Messaging;

namespace MsaSample.OrderService.Orders;

/// <summary>StockRejected: the order is rejected, with the reason.</summary>
internal sealed class OnStockRejected(OrderBatch orders) : IEventHandler<StockRejected>
{
    public Task LoadAsync(IReadOnlyList<StockRejected> events, CancellationToken cancellationToken) =>
        orders.LoadAsync(events.Select(e => e.OrderId), cancellationToken);

    public void Apply(StockRejected e) => orders.Find(e.OrderId)?.Reject(e.Reason);
}
