using System.Net;
using MsaSample.Testing;

namespace MsaSample.EndToEnd.Tests;

public abstract partial class OrderSystemSuite
{
    [Fact]
    public async Task ListOrders_SmallPages_LinkFromOneToTheNext()
    {
        var product = await Shop.NewProductAsync(stock: 10);
        var customer = await Shop.NewCustomerAsync();
        for (var i = 0; i < 5; i++) await customer.OrderAsync(product.ProductId);

        var first = await customer.Caller.GetAsync($"{customer.Orders}?page=0&size=2");
        var all = await customer.ListAsync(size: 2);

        Assert.Equal(2, first.Read<OrderView[]>().Length);
        Assert.NotNull(first.NextPage);
        Assert.Equal(5, all.DistinctBy(order => order.OrderId).Count());
        Assert.Equal(5, all.Count);
    }

    [Theory]
    [InlineData("page=-1")]
    [InlineData("size=0")]
    [InlineData("size=1001")]
    [InlineData("size=many")]
    public async Task ListOrders_PageOutOfRange_Returns400(string query)
    {
        var customer = await Shop.NewCustomerAsync();

        var answer = await customer.Caller.GetAsync($"{customer.Orders}?{query}");

        answer.Is(HttpStatusCode.BadRequest);
        Assert.Contains(answer.Json.GetProperty("code").GetString(), (string[])["validation-failed", "malformed-request"]);
    }

    [Fact]
    public async Task ListOrders_SomeoneElses_Returns403()
    {
        var (one, other) = (await Shop.NewCustomerAsync(), await Shop.NewCustomerAsync());

        (await one.Caller.GetAsync(other.Orders)).IsProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task PlaceOrder_ForSomeoneElse_Returns403()
    {
        var product = await Shop.NewProductAsync(stock: 1);
        var (one, other) = (await Shop.NewCustomerAsync(), await Shop.NewCustomerAsync());

        var answer = await one.Caller.PostAsync(other.Orders, new { productId = product.ProductId, qty = 1 });

        answer.IsProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task GetOrder_SomeoneElsesId_IsNotShown()
    {
        var product = await Shop.NewProductAsync(stock: 1);
        var (one, other) = (await Shop.NewCustomerAsync(), await Shop.NewCustomerAsync());
        var order = await other.OrderAsync(product.ProductId);

        (await one.Caller.GetAsync($"{other.Orders}/{order.OrderId}")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        (await one.Caller.GetAsync($"{one.Orders}/{order.OrderId}")).IsProblem(HttpStatusCode.NotFound, "order-not-found");
        (await one.Caller.DeleteAsync($"{one.Orders}/{order.OrderId}")).IsProblem(HttpStatusCode.NotFound, "order-not-found");
    }

    [Fact]
    public async Task UserCopy_AfterOrders_HoldsEachWithItsStatusNewestFirst()
    {
        var product = await Shop.NewProductAsync(stock: 3);
        var customer = await Shop.NewCustomerAsync();
        var confirmed = await customer.OrderUntilFinalAsync(product.ProductId, qty: 2);
        var rejected = await customer.OrderUntilFinalAsync(product.ProductId, qty: 2);
        var cancelled = await customer.OrderUntilFinalAsync(product.ProductId);
        await customer.TryCancelAsync(cancelled.OrderId);

        (string, string)[] expected =
            [(cancelled.OrderId, "CANCELLED"), (rejected.OrderId, "REJECTED"), (confirmed.OrderId, "CONFIRMED")];

        await Eventually.Passes(
            "the user's own copy shows every order with its last status",
            async () => Assert.Equal(expected, (await customer.MeAsync()).Orders!.Select(order => (order.OrderId, order.Status))));
        Assert.Equal(cancelled.OrderId, Assert.Single((await customer.MeAsync(size: 1)).Orders!).OrderId);
    }

    [Fact]
    public async Task PlaceOrder_EveryInstance_SeesWhatAnotherWrote()
    {
        var product = await Shop.NewProductAsync(stock: 50);
        var customer = await Shop.NewCustomerAsync();
        Assert.Equal(_lane.OrderServices, _lane.System.PidsOf("MsaSample.OrderService").Count);

        for (var i = 0; i < 6; i++)
        {
            var order = await customer.OrderAsync(product.ProductId);
            for (var look = 0; look < 3; look++) Assert.Equal(order.OrderId, (await customer.GetAsync(order.OrderId)).OrderId);
        }

        await Shop.StockIsAsync(product.ProductId, 44);
        Assert.All(await customer.ListAsync(), order => Assert.True(order.Status is "CONFIRMED" or "PENDING"));
    }
}
