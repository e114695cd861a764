using System.Net;
using MsaSample.Testing;

namespace MsaSample.EndToEnd.Tests;

/// <summary>
/// Kills every process in turn, and several together, while orders are placed. Then no acknowledged order is lost or duplicated, and the
/// stock is right.
/// </summary>
public sealed class ChaosTests
{
    private const int Customers = 3;
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(60);

    private const string Orders = "MsaSample.OrderService", Catalog = "MsaSample.CatalogService", Users = "MsaSample.UserService";
    private const string Broker = "MsaSample.Broker", Gateway = "MsaSample.Gateway", Registry = "MsaSample.Registry", Database = "mariadbd";

    [Fact]
    public Task KillInTurnAndTogether_SqliteFiles_EveryAcknowledgedOrderIsExactlyOnce() =>
        Survives(new(), [
            new([Orders]), new([Catalog]), new([Users]), new([Broker]), new([Gateway]), new([Registry]),
            new([Orders, Catalog], WhileHangs: Broker), new([Broker, Orders, Catalog, Users])]);

    [Fact]
    public Task KillInTurnAndTogether_MariaDb_EveryAcknowledgedOrderIsExactlyOnce()
    {
        Requires.MariaDb();
        return Survives(
            new() { Database = "mariadb", OrderServices = 2 },
            [
                new([Orders]), new([Catalog]), new([Users]), new([Broker]), new([Database]),
                new([Orders, Orders, Catalog], WhileHangs: Broker), new([Database, Broker, Orders, Catalog, Users])]);
    }

    private static async Task Survives(OrderSystemOptions options, Round[] rounds)
    {
        await using var system = await OrderSystem.StartAsync(options);
        using var shop = new Storefront(system.Gateway, timeout: TimeSpan.FromSeconds(5));
        var products = await Task.WhenAll(((int[])[100_000, 100_000, 200]).Select(stock => shop.NewProductAsync(stock)));
        var customers = await Task.WhenAll(Enumerable.Range(0, Customers).Select(_ => shop.NewCustomerAsync()));
        Buyer[] buyers = [.. customers.Select((customer, i) => new Buyer(customer, products, seed: i))];

        using var stop = new CancellationTokenSource();
        var running = Task.WhenAll(buyers.Select(buyer => buyer.RunAsync(stop.Token)));
        foreach (var round in rounds)
        {
            await KillAsync(system, round, buyers);
            await RecoversAsync(shop, buyers, round, running);
        }
        await stop.CancelAsync();
        await running;

        await new Audit(shop, buyers, products).RunAsync();
        TestContext.Current.SendDiagnosticMessage(
            "{0} orders survived {1} rounds of kills", buyers.Sum(buyer => buyer.Journal.Count), rounds.Length);
        Assert.Equal(0, await system.StopAsync());
    }

    private static async Task KillAsync(OrderSystem system, Round round, Buyer[] buyers)
    {
        var hanging = round.WhileHangs is null ? [] : system.PidsOf(round.WhileHangs);
        foreach (var pid in hanging) Signals.Pause(pid);
        // Orders are accepted without the broker. Their events wait in the outbox, and the killed service must not lose those.
        if (hanging.Count > 0) await OrdersAreAcceptedAsync(buyers, $"while {round.WhileHangs} hangs");

        var before = round.Kill.Distinct().ToDictionary(victim => victim, system.PidsOf);
        var killed = before.SelectMany(pair => pair.Value.Take(round.Kill.Count(victim => victim == pair.Key))).ToHashSet();
        Assert.Equal(round.Kill.Length, killed.Count);
        foreach (var pid in killed) Signals.Kill(pid);
        foreach (var pid in hanging) Signals.Resume(pid);

        foreach (var (victim, pids) in before)
            await Eventually.True(
                $"{victim} runs again",
                () => system.PidsOf(victim) is var now && now.Count == pids.Count && !now.Any(killed.Contains),
                Recovery);
    }

    private static async Task RecoversAsync(Storefront shop, Buyer[] buyers, Round round, Task running)
    {
        foreach (var service in (string[])["user-service", "catalog-service", "order-service"])
            await Eventually.Passes(
                $"{service} is ready after {round}",
                async () => (await shop.Anyone.GetAsync($"/{service}/health/ready")).Is(HttpStatusCode.OK), Recovery);
        await Task.WhenAny(running, OrdersAreAcceptedAsync(buyers, $"after {round}"));
        if (running.IsCompleted) await running;
        await Eventually.Passes(
            $"the newest order is final after {round}",
            async () => Assert.True((await buyers[0].Customer.GetAsync(buyers[0].Journal[^1].OrderId)).IsFinal), Recovery);
    }

    private static Task OrdersAreAcceptedAsync(Buyer[] buyers, string when) =>
        Task.WhenAll(buyers.Select(buyer =>
        {
            var known = buyer.Journal.Count;
            return Eventually.True($"orders are accepted {when}", () => buyer.Journal.Count > known + 5, Recovery);
        }));
}
