using Microsoft.Extensions.DependencyInjection;
using MsaSample.CatalogService.Reservations;
using MsaSample.Contracts.Catalog;
using MsaSample.Contracts.Orders;
using MsaSample.Contracts.Users;
using MsaSample.OrderService.Data;
using MsaSample.OrderService.Orders;
using MsaSample.OrderService.Products;
using MsaSample.OrderService.Users;
using MsaSample.Services.Tests.Hosting;
using MsaSample.UserService.Orders;

namespace MsaSample.Services.Tests.Events;

/// <summary>
/// A batch costs in proportion to its size: EF compares all tracked entities once per batch. If it did so once per event, the cost would
/// grow with the square of the batch.
/// </summary>
public sealed class BatchCostTests
{
    private const int BatchSize = 500;

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Apply_StockReservedOfManyOrders_ComparesEntitiesOnce()
    {
        await using var service = new OrderServiceUnderTest();
        var ids = await PlaceAsync(service);

        var comparisons = await service.Apply<StockReserved, OnStockReserved>(
            [.. ids.Select(id => new StockReserved(id, "CATALOG-001", 1, Version: 1, Now))]);

        Assert.Equal(1, comparisons);
        await using var scope = service.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OrderDbContext>();
        Assert.Equal(BatchSize, db.Orders.Count(order => order.Status == OrderStatus.Confirmed && order.Version == 2));
    }

    [Fact]
    public async Task Apply_OrderPlacedOfManyOrders_ComparesEntitiesOnce()
    {
        await using var service = new CatalogServiceUnderTest();

        Assert.Equal(1, await service.Apply<OrderPlaced, OnOrderPlaced>(Placed()));
    }

    [Fact]
    public async Task Apply_ManyEventsToCopies_ComparesEntitiesOncePerBatch()
    {
        await using var orders = new OrderServiceUnderTest();
        await using var users = new UserServiceUnderTest();

        Assert.Equal(1, await users.Apply<OrderPlaced, OnOrder<OrderPlaced>>(Placed()));
        Assert.Equal(1, await orders.Apply<ProductChanged, OnProductChanged>(
            [.. Many(i => new ProductChanged($"P-{i}", "Product", UnitPrice: i, Stock: 1, Version: 1, Now))]));
        Assert.Equal(1, await orders.Apply<UserRegistered, OnUser<UserRegistered>>(
            [.. Many(i => new UserRegistered(Guid.NewGuid(), $"u{i}@example.com", "User", "user", Version: 1, Now))]));
    }

    private static OrderPlaced[] Placed() =>
        [.. Many(_ => new OrderPlaced(Guid.NewGuid(), Guid.NewGuid(), "CATALOG-001", Qty: 1, 1500, 1500, "PENDING", Version: 1, Now))];

    private static IEnumerable<T> Many<T>(Func<int, T> create) => Enumerable.Range(0, BatchSize).Select(create);

    private static async Task<List<Guid>> PlaceAsync(OrderServiceUnderTest service)
    {
        await using var scope = service.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OrderDbContext>();
        var orders = Many(_ => Order.Place(Guid.NewGuid(), "CATALOG-001", qty: 1, unitPrice: 1500, idempotencyKey: null, Now)).ToList();
        db.Orders.AddRange(orders);
        await db.SaveChangesAsync();
        return orders.ConvertAll(order => order.OrderId);
    }
}
