using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsaSample.CatalogService.Data;
using MsaSample.CatalogService.Reservations;
using MsaSample.Contracts.Orders;
using MsaSample.Services.Tests.Hosting;

namespace MsaSample.Services.Tests.Catalog;

public sealed class ReservationsTests : IDisposable
{
    private readonly CatalogServiceUnderTest _service = new();

    [Fact]
    public async Task OrderPlaced_EnoughStock_TakesItOut()
    {
        var order = Placed(qty: 3);

        await _service.Apply<OrderPlaced, OnOrderPlaced>(order);

        Assert.Equal(97, await StockOf("CATALOG-001"));
        Assert.Equal((ReservationState.Reserved, null), await OutcomeOf(order));
    }

    [Fact]
    public async Task OrderPlaced_Again_TakesNothingMore()
    {
        var order = Placed(qty: 3);

        await _service.Apply<OrderPlaced, OnOrderPlaced>(order, order);
        await _service.Apply<OrderPlaced, OnOrderPlaced>(order);

        Assert.Equal(97, await StockOf("CATALOG-001"));
    }

    [Fact]
    public async Task OrdersPlaced_MoreThanThereIs_NeverGoBelowZero()
    {
        var orders = Enumerable.Range(0, 4).Select(_ => Placed(qty: 30)).ToArray();

        await _service.Apply<OrderPlaced, OnOrderPlaced>(orders);

        Assert.Equal(10, await StockOf("CATALOG-001"));
        Assert.Equal((ReservationState.Rejected, "insufficient stock"), await OutcomeOf(orders[3]));
    }

    [Fact]
    public async Task OrderPlaced_UnknownProduct_IsRejected()
    {
        var order = Placed(productId: "NONE");

        await _service.Apply<OrderPlaced, OnOrderPlaced>(order);

        Assert.Equal((ReservationState.Rejected, "unknown product"), await OutcomeOf(order));
    }

    [Fact]
    public async Task OrderCancelled_Twice_GivesBackOnce()
    {
        var order = Placed(qty: 3);
        await _service.Apply<OrderPlaced, OnOrderPlaced>(order);

        await _service.Apply<OrderCancelled, OnOrderCancelled>(Cancelled(order), Cancelled(order));
        await _service.Apply<OrderCancelled, OnOrderCancelled>(Cancelled(order));

        Assert.Equal(100, await StockOf("CATALOG-001"));
        Assert.Equal((ReservationState.Released, null), await OutcomeOf(order));
    }

    [Fact]
    public async Task OrderCancelled_BeforePlaced_PreventsTheReservation()
    {
        var order = Placed(qty: 3);

        await _service.Apply<OrderCancelled, OnOrderCancelled>(Cancelled(order));
        await _service.Apply<OrderPlaced, OnOrderPlaced>(order);

        Assert.Equal(100, await StockOf("CATALOG-001"));
        Assert.Equal((ReservationState.Released, null), await OutcomeOf(order));
    }

    [Fact]
    public async Task OrderPlacedAndCancelled_InOneBatch_LeavesTheStock()
    {
        var order = Placed(qty: 3);
        var placed = IncomingEvents.Of<OrderPlaced, OnOrderPlaced>(order);
        var cancelled = IncomingEvents.Of<OrderCancelled, OnOrderCancelled>(Cancelled(order));

        await _service.ApplyBatch([.. placed, .. cancelled]);

        Assert.Equal(100, await StockOf("CATALOG-001"));
        Assert.Equal((ReservationState.Released, null), await OutcomeOf(order));
    }

    [Fact]
    public async Task OrderCancelled_AfterRejection_ChangesNothing()
    {
        var order = Placed(qty: 101);
        await _service.Apply<OrderPlaced, OnOrderPlaced>(order);

        await _service.Apply<OrderCancelled, OnOrderCancelled>(Cancelled(order));

        Assert.Equal(100, await StockOf("CATALOG-001"));
        Assert.Equal((ReservationState.Rejected, "insufficient stock"), await OutcomeOf(order));
    }

    public void Dispose() => _service.Dispose();

    private static OrderPlaced Placed(string productId = "CATALOG-001", int qty = 1) =>
        new(Guid.CreateVersion7(), Guid.CreateVersion7(), productId, qty, 1500, 1500 * qty, "PENDING", 1, TimeProvider.System.GetUtcNow());

    private static OrderCancelled Cancelled(OrderPlaced o) =>
        new(o.OrderId, o.UserId, o.ProductId, o.Qty, o.UnitPrice, o.TotalPrice, "CANCELLED", 2, o.PlacedAt);

    private Task<int> StockOf(string productId) =>
        Read(db => db.Products.Where(p => p.ProductId == productId).Select(p => p.Stock).SingleAsync());

    private Task<(ReservationState, string?)> OutcomeOf(OrderPlaced order) => Read(async db =>
    {
        var reservation = await db.Reservations.SingleAsync(r => r.OrderId == order.OrderId);
        return (reservation.State, reservation.Reason);
    });

    private async Task<T> Read<T>(Func<CatalogDbContext, Task<T>> query)
    {
        await using var scope = _service.Services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<CatalogDbContext>());
    }
}
