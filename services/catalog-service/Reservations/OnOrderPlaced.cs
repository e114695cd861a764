using MsaSample.Contracts.Orders;
using MsaSample.Data;
using MsaSample.Messaging;

namespace MsaSample.CatalogService.Reservations;

/// <summary>OrderPlaced: reserves the order's stock, or rejects the order.</summary>
internal sealed class OnOrderPlaced(StockBatch stock, TimeProvider clock) : IEventHandler<OrderPlaced>
{
    public Task LoadAsync(IReadOnlyList<OrderPlaced> events, CancellationToken cancellationToken) =>
        stock.LoadAsync(events.Select(e => (e.OrderId, e.ProductId)), cancellationToken);

    public void Apply(OrderPlaced e)
    {
        if (stock.FindReservation(e.OrderId) is null)
            stock.Add(Reservation.Create(e.OrderId, e.ProductId, e.Qty, stock.FindProduct(e.ProductId), clock.GetUtcNowToMicrosecond()));
    }
}
