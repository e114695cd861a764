using System.Net;
using MsaSample.Testing;

namespace MsaSample.EndToEnd.Tests;

/// <summary>Under a stream of orders every process is killed in turn; at the end nothing is lost, nothing is twice, and the stock adds up.</summary>
public sealed class ChaosTests
{
    private const int Customers = 3;
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(60);

    private static readonly string[] Programs =
    [
        "MsaSample.OrderService", "MsaSample.CatalogService", "MsaSample.UserService", "MsaSample.Broker", "MsaSample.Gateway", "MsaSample.Registry",
    ];

    [Fact]
    public Task KillEverythingInTurn_SqliteFiles_EveryAcknowledgedOrderIsExactlyOnce() => Survives(new(), [.. Programs, "MsaSample.Broker"]);

    [Fact]
    public Task KillEverythingInTurn_MariaDb_EveryAcknowledgedOrderIsExactlyOnce()
    {
        Requires.MariaDb();
        return Survives(new() { Database = "mariadb", OrderServices = 2 }, [.. Programs, "mariadbd", "MsaSample.OrderService", "mariadbd"]);
    }

    private static async Task Survives(OrderSystemOptions options, string[] victims)
    {
        await using var system = await OrderSystem.StartAsync(options);
        using var shop = new Storefront(system.Gateway, timeout: TimeSpan.FromSeconds(5));
        ProductView[] products = [await shop.NewProductAsync(stock: 100_000), await shop.NewProductAsync(stock: 100_000), await shop.NewProductAsync(stock: 200)];
        var customers = await Task.WhenAll(Enumerable.Range(0, Customers).Select(_ => shop.NewCustomerAsync()));
        Buyer[] buyers = [.. customers.Select((customer, i) => new Buyer(customer, products, seed: i))];

        using var stop = new CancellationTokenSource();
        var running = Task.WhenAll(buyers.Select(buyer => buyer.RunAsync(stop.Token)));
        foreach (var victim in victims) await KillAsync(system, shop, buyers, victim, running);
        await stop.CancelAsync();
        await running;

        await new Audit(shop, buyers, products).RunAsync();
        TestContext.Current.SendDiagnosticMessage("{0} orders outlived {1} kills", buyers.Sum(buyer => buyer.Journal.Count), victims.Length);
        Assert.Equal(0, await system.StopAsync());
    }

    private static async Task KillAsync(OrderSystem system, Storefront shop, Buyer[] buyers, string victim, Task running)
    {
        var before = system.PidsOf(victim);
        Assert.NotEmpty(before);

        Signals.Kill(before[0]);

        await Eventually.True(
            $"another process of {victim} runs",
            () => system.PidsOf(victim) is var now && now.Count == before.Count && !now.Contains(before[0]), Recovery);
        foreach (var service in (string[])["user-service", "catalog-service", "order-service"])
            await Eventually.Passes(
                $"{service} is ready after the kill of {victim}",
                async () => (await shop.Anyone.GetAsync($"/{service}/health/ready")).Is(HttpStatusCode.OK), Recovery);
        foreach (var buyer in buyers)
        {
            var known = buyer.Journal.Count;
            await Eventually.True(
                $"orders are taken again after the kill of {victim}", () => running.IsCompleted || buyer.Journal.Count > known + 5, Recovery);
            if (running.IsCompleted) await running;
        }
        await Eventually.Passes(
            $"the newest order is final after the kill of {victim}",
            async () => Assert.True((await buyers[0].Customer.GetAsync(buyers[0].Journal[^1].OrderId)).IsFinal), Recovery);
    }
}
