using MsaSample.Contracts.Orders;
using MsaSample.Data;
using MsaSample.Messaging;

namespace MsaSample.CatalogService.Reservations;

/// <summary>
/// OrderCancelled: puts the reserved stock back. For an order that is not known yet, it records that no stock will be reserved.
/// </summary>
internal sealed class OnOrderCancelled(StockBatch stock, TimeProvider clock) : IEventHandler<OrderCancelled>
{
    public Task LoadAsync(IReadOnlyList<OrderCancelled> events, CancellationToken cancellationToken) =>
        stock.LoadAsync(events.Select(e => (e.OrderId, e.ProductId)), cancellationToken);

    public void Apply(OrderCancelled e)
    {
        if (stock.FindReservation(e.OrderId) is { } reservation)
            reservation.Release(stock.FindProduct(reservation.ProductId), clock.GetUtcNowToMicrosecond());
        else
            stock.Add(Reservation.CancelledBeforePlaced(e.OrderId, e.ProductId, e.Qty, clock.GetUtcNowToMicrosecond()));
    }
}
