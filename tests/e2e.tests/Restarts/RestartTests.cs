using MsaSample.Testing;

namespace MsaSample.EndToEnd.Tests;

/// <summary>Stopping the whole system loses nothing, and starting it again goes on where it was.</summary>
public sealed class RestartTests
{
    [Fact]
    public Task Restart_SqliteFiles_GoesOnWithTheSameData() => GoesOnWithTheSameData(new());

    [Fact]
    public Task Restart_PrivateMariaDb_GoesOnWithTheSameData()
    {
        Requires.MariaDb();
        return GoesOnWithTheSameData(new() { Database = "mariadb" });
    }

    private static async Task GoesOnWithTheSameData(OrderSystemOptions options)
    {
        await using var system = await OrderSystem.StartAsync(options);
        using var before = new Storefront(system.Gateway);
        var product = await before.NewProductAsync(stock: 20);
        var customer = await before.NewCustomerAsync();
        var confirmed = await customer.OrderToTheEndAsync(product.ProductId, qty: 2);
        var atTheLastMoment = await customer.OrderAsync(product.ProductId, qty: 3);

        Assert.Equal(0, await system.StopAsync());
        await system.StartAgainAsync();

        using var after = new Storefront(system.Gateway);
        var sameCustomer = new Customer(after.Anyone.With(customer.Caller.Token), customer.UserId, customer.Email);
        Assert.Equal(confirmed, await sameCustomer.GetAsync(confirmed.OrderId));
        Assert.Equal("CONFIRMED", (await sameCustomer.FinalAsync(atTheLastMoment.OrderId)).Status);
        await after.StockIsAsync(product.ProductId, 15);
        Assert.Equal("CONFIRMED", (await sameCustomer.OrderToTheEndAsync(product.ProductId, qty: 15)).Status);
        await Eventually.Passes(
            "the user's copy goes on too",
            async () => Assert.Equal(3, (await sameCustomer.MeAsync()).Orders!.Count(order => order.IsFinal)));
    }
}
