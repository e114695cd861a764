using MsaSample.Contracts.Orders;
using MsaSample.Data;
using MsaSample.Messaging;

namespace MsaSample.CatalogService.Reservations;

/// <summary>OrderCancelled: gives the order's pieces back; where the order is not known yet, makes sure that it never gets any.</summary>
internal sealed class OnOrderCancelled(Stock stock, TimeProvider clock) : IEventHandler<OrderCancelled>
{
    public Task LoadAsync(IReadOnlyList<OrderCancelled> events, CancellationToken cancellationToken) =>
        stock.LoadAsync(events.Select(e => (e.OrderId, e.ProductId)), cancellationToken);

    public Task HandleAsync(OrderCancelled e, CancellationToken cancellationToken)
    {
        if (stock.FindReservation(e.OrderId) is { } reservation)
            reservation.Release(stock.FindProduct(reservation.ProductId), clock.GetUtcNowToMicrosecond());
        else
            stock.Add(Reservation.Never(e.OrderId, e.ProductId, e.Qty, clock.GetUtcNowToMicrosecond()));
        return Task.CompletedTask;
    }
}
