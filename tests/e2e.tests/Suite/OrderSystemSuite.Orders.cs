using System.Net;
using MsaSample.Testing;

namespace MsaSample.EndToEnd.Tests;

public abstract partial class OrderSystemSuite
{
    [Fact]
    public async Task PlaceOrder_InStock_IsPendingThenConfirmedAndTakesTheStock()
    {
        var product = await Shop.NewProductAsync(stock: 10, unitPrice: 1500);
        var customer = await Shop.NewCustomerAsync();

        var placed = await customer.OrderAsync(product.ProductId, qty: 3);
        var final = await customer.UntilFinalAsync(placed.OrderId);

        Assert.Equal((product.ProductId, 3, 1500L, 4500L), (placed.ProductId, placed.Qty, placed.UnitPrice, placed.TotalPrice));
        Assert.Equal("PENDING", placed.Status);
        Assert.Equal("CONFIRMED", final.Status);
        await Shop.StockIsAsync(product.ProductId, 7);
    }

    [Fact]
    public async Task PlaceOrder_MoreThanTheStock_IsRejectedWithAReason()
    {
        var product = await Shop.NewProductAsync(stock: 2);
        var customer = await Shop.NewCustomerAsync();

        var final = await customer.OrderUntilFinalAsync(product.ProductId, qty: 3);

        Assert.Equal("REJECTED", final.Status);
        Assert.False(string.IsNullOrWhiteSpace(final.Reason), "the rejection says why");
        await Shop.StockIsAsync(product.ProductId, 2);
    }

    [Fact]
    public async Task PlaceOrder_ManyForTheLastItems_GivesOutExactlyTheStock()
    {
        var product = await Shop.NewProductAsync(stock: 3);
        var customers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Shop.NewCustomerAsync()));

        var orders = await Task.WhenAll(customers.SelectMany(
            customer => Enumerable.Range(0, 2).Select(_ => customer.OrderUntilFinalAsync(product.ProductId))));

        Assert.Equal(3, orders.Count(order => order.Status == "CONFIRMED"));
        Assert.Equal(5, orders.Count(order => order.Status == "REJECTED"));
        await Shop.StockIsAsync(product.ProductId, 0);
    }

    [Fact]
    public async Task CancelOrder_Confirmed_GivesTheStockBackOnce()
    {
        var product = await Shop.NewProductAsync(stock: 5);
        var customer = await Shop.NewCustomerAsync();
        var order = await customer.OrderUntilFinalAsync(product.ProductId, qty: 2);
        await Shop.StockIsAsync(product.ProductId, 3);

        Assert.True((await customer.TryCancelAsync(order.OrderId)).Status is HttpStatusCode.OK or HttpStatusCode.NoContent);
        await customer.TryCancelAsync(order.OrderId);

        Assert.Equal("CANCELLED", (await customer.GetAsync(order.OrderId)).Status);
        await Shop.StockIsAsync(product.ProductId, 5);
        Assert.Equal("CONFIRMED", (await customer.OrderUntilFinalAsync(product.ProductId, qty: 5)).Status);
        await Shop.StockIsAsync(product.ProductId, 0);
    }

    [Fact]
    public async Task CancelOrder_RightAfterPlacing_LeavesTheStockAsItWas()
    {
        var product = await Shop.NewProductAsync(stock: 5);
        var customer = await Shop.NewCustomerAsync();

        var order = await customer.OrderAsync(product.ProductId, qty: 5);
        await customer.TryCancelAsync(order.OrderId);

        Assert.Equal("CANCELLED", (await customer.GetAsync(order.OrderId)).Status);
        await Eventually.True(
            "the whole stock can be ordered again",
            async () => (await customer.OrderUntilFinalAsync(product.ProductId, qty: 5)).Status == "CONFIRMED");
        await Shop.StockIsAsync(product.ProductId, 0);
    }

    [Fact]
    public async Task CancelOrder_Rejected_Returns409()
    {
        var product = await Shop.NewProductAsync(stock: 0);
        var customer = await Shop.NewCustomerAsync();
        var order = await customer.OrderUntilFinalAsync(product.ProductId);

        var answer = await customer.TryCancelAsync(order.OrderId);

        answer.IsProblem(HttpStatusCode.Conflict, "order-not-cancellable");
    }

    [Fact]
    public async Task PlaceOrder_SameIdempotencyKey_IsOneOrder()
    {
        var product = await Shop.NewProductAsync(stock: 10);
        var customer = await Shop.NewCustomerAsync();
        var key = Guid.CreateVersion7().ToString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => customer.TryOrderAsync(product.ProductId, 1, key)));

        var ids = answers.Select(answer => answer.Read<OrderView>(HttpStatusCode.Created).OrderId).Distinct();
        await customer.UntilFinalAsync(Assert.Single(ids));
        Assert.Single(await customer.ListAsync());
        await Shop.StockIsAsync(product.ProductId, 9);
    }

    [Fact]
    public async Task PlaceOrder_IdempotencyKeyReusedForAnother_Returns422()
    {
        var product = await Shop.NewProductAsync(stock: 10);
        var customer = await Shop.NewCustomerAsync();
        (await customer.TryOrderAsync(product.ProductId, 1, "my-key")).Is(HttpStatusCode.Created);

        var answer = await customer.TryOrderAsync(product.ProductId, 2, "my-key");

        answer.IsProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Fact]
    public async Task PlaceOrder_SameKeyOfAnotherUser_IsAnOrderOfItsOwn()
    {
        var product = await Shop.NewProductAsync(stock: 10);
        var (one, other) = (await Shop.NewCustomerAsync(), await Shop.NewCustomerAsync());

        var first = (await one.TryOrderAsync(product.ProductId, 1, "same-key")).Read<OrderView>(HttpStatusCode.Created);
        var second = (await other.TryOrderAsync(product.ProductId, 1, "same-key")).Read<OrderView>(HttpStatusCode.Created);

        Assert.NotEqual(first.OrderId, second.OrderId);
    }
}
