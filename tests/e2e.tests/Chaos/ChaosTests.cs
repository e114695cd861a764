using System.Net;
using MsaSample.Testing;

namespace MsaSample.EndToEnd.Tests;

/// <summary>Under a stream of orders every process is killed in turn; at the end nothing is lost, nothing is twice, and the stock adds up.</summary>
public sealed class ChaosTests
{
    private const int Customers = 3;
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(60);

    private const string Orders = "MsaSample.OrderService", Catalog = "MsaSample.CatalogService", Users = "MsaSample.UserService";
    private const string Broker = "MsaSample.Broker", Gateway = "MsaSample.Gateway", Registry = "MsaSample.Registry", Database = "mariadbd";

    [Fact]
    public Task KillInTurnAndTogether_SqliteFiles_EveryAcknowledgedOrderIsExactlyOnce() =>
        Survives(new(), [[Orders], [Catalog], [Users], [Broker], [Gateway], [Registry], [Broker, Orders, Catalog, Users]]);

    [Fact]
    public Task KillInTurnAndTogether_MariaDb_EveryAcknowledgedOrderIsExactlyOnce()
    {
        Requires.MariaDb();
        return Survives(
            new() { Database = "mariadb", OrderServices = 2 },
            [[Orders], [Catalog], [Users], [Broker], [Database], [Orders, Broker], [Database, Broker, Orders, Catalog, Users]]);
    }

    private static async Task Survives(OrderSystemOptions options, string[][] rounds)
    {
        await using var system = await OrderSystem.StartAsync(options);
        using var shop = new Storefront(system.Gateway, timeout: TimeSpan.FromSeconds(5));
        var products = await Task.WhenAll(((int[])[100_000, 100_000, 200]).Select(stock => shop.NewProductAsync(stock)));
        var customers = await Task.WhenAll(Enumerable.Range(0, Customers).Select(_ => shop.NewCustomerAsync()));
        Buyer[] buyers = [.. customers.Select((customer, i) => new Buyer(customer, products, seed: i))];

        using var stop = new CancellationTokenSource();
        var running = Task.WhenAll(buyers.Select(buyer => buyer.RunAsync(stop.Token)));
        foreach (var victims in rounds)
        {
            await KillAsync(system, victims);
            await RecoversAsync(shop, buyers, string.Join(" and ", victims), running);
        }
        await stop.CancelAsync();
        await running;

        await new Audit(shop, buyers, products).RunAsync();
        TestContext.Current.SendDiagnosticMessage("{0} orders outlived {1} rounds of kills", buyers.Sum(buyer => buyer.Journal.Count), rounds.Length);
        Assert.Equal(0, await system.StopAsync());
    }

    private static async Task KillAsync(OrderSystem system, string[] victims)
    {
        var before = victims.ToDictionary(victim => victim, system.PidsOf);
        Assert.All(before, pair => Assert.NotEmpty(pair.Value));

        foreach (var pids in before.Values) Signals.Kill(pids[0]);

        foreach (var (victim, pids) in before)
            await Eventually.True(
                $"another process of {victim} runs",
                () => system.PidsOf(victim) is var now && now.Count == pids.Count && !now.Contains(pids[0]), Recovery);
    }

    private static async Task RecoversAsync(Storefront shop, Buyer[] buyers, string killed, Task running)
    {
        foreach (var service in (string[])["user-service", "catalog-service", "order-service"])
            await Eventually.Passes(
                $"{service} is ready after the kill of {killed}",
                async () => (await shop.Anyone.GetAsync($"/{service}/health/ready")).Is(HttpStatusCode.OK), Recovery);
        foreach (var buyer in buyers)
        {
            var known = buyer.Journal.Count;
            await Eventually.True(
                $"orders are taken again after the kill of {killed}", () => running.IsCompleted || buyer.Journal.Count > known + 5, Recovery);
            if (running.IsCompleted) await running;
        }
        await Eventually.Passes(
            $"the newest order is final after the kill of {killed}",
            async () => Assert.True((await buyers[0].Customer.GetAsync(buyers[0].Journal[^1].OrderId)).IsFinal), Recovery);
    }
}
