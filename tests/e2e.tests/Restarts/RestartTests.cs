using MsaSample.Testing;

namespace MsaSample.EndToEnd.Tests;

/// <summary>Stopping the whole system loses no data, and after a restart it continues with them.</summary>
public sealed class RestartTests
{
    [Fact]
    public Task Restart_SqliteFiles_ContinuesWithTheSameData() => ContinuesWithTheSameData(new());

    [Fact]
    public Task Restart_PrivateMariaDb_ContinuesWithTheSameData()
    {
        Requires.MariaDb();
        return ContinuesWithTheSameData(new() { Database = "mariadb" });
    }

    private static async Task ContinuesWithTheSameData(OrderSystemOptions options)
    {
        await using var system = await OrderSystem.StartAsync(options);
        using var before = new Storefront(system.Gateway);
        var product = await before.NewProductAsync(stock: 20);
        var customer = await before.NewCustomerAsync();
        var confirmed = await customer.OrderUntilFinalAsync(product.ProductId, qty: 2);
        var atTheLastMoment = await customer.OrderAsync(product.ProductId, qty: 3);

        Assert.Equal(0, await system.StopAsync());
        await system.StartAgainAsync();

        using var after = new Storefront(system.Gateway);
        var sameCustomer = new Customer(after.Anyone.With(customer.Caller.Token), customer.UserId, customer.Email);
        Assert.Equal(confirmed, await sameCustomer.GetAsync(confirmed.OrderId));
        Assert.Equal("CONFIRMED", (await sameCustomer.UntilFinalAsync(atTheLastMoment.OrderId)).Status);
        await after.StockIsAsync(product.ProductId, 15);
        Assert.Equal("CONFIRMED", (await sameCustomer.OrderUntilFinalAsync(product.ProductId, qty: 15)).Status);
        await Eventually.Passes(
            "the user's copy has the new order too",
            async () => Assert.Equal(3, (await sameCustomer.MeAsync()).Orders!.Count(order => order.IsFinal)));
    }
}
