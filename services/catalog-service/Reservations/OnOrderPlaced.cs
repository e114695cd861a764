using MsaSample.Contracts.Orders;
using MsaSample.Data;
using MsaSample.Messaging;

namespace MsaSample.CatalogService.Reservations;

/// <summary>OrderPlaced: sets the order's pieces aside, or rejects it.</summary>
internal sealed class OnOrderPlaced(Stock stock, TimeProvider clock) : IEventHandler<OrderPlaced>
{
    public Task LoadAsync(IReadOnlyList<OrderPlaced> events, CancellationToken cancellationToken) =>
        stock.LoadAsync(events.Select(e => (e.OrderId, e.ProductId)), cancellationToken);

    public Task HandleAsync(OrderPlaced e, CancellationToken cancellationToken)
    {
        if (stock.FindReservation(e.OrderId) is null)
            stock.Add(Reservation.Make(e.OrderId, e.ProductId, e.Qty, stock.FindProduct(e.ProductId), clock.GetUtcNowToMicrosecond()));
        return Task.CompletedTask;
    }
}
