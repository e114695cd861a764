using System.Collections.Concurrent;
using System.Diagnostics;
using MsaSample.CommandLine.Options;
using MsaSample.Load.Measuring;
using MsaSample.Load.Target;

namespace MsaSample.Load.Scenarios;

/// <summary>A stream of orders, open loop at a rate or closed loop with a number of clients, until the last one is final.</summary>
internal static class OrdersScenario
{
    private const int Stock = 1_000_000;
    private const int OpenLoopCustomers = 16;

    public static async Task RunAsync(Arguments arguments, CancellationToken ct)
    {
        await using var system = await StartedSystem.StartAsync(arguments, ct);
        using var shop = new Shop(system.Gateway);
        var clients = arguments.Count("--clients");
        var rate = arguments.Count("--rate") ?? 20;
        var customers = await CustomersAsync(shop, clients ?? OpenLoopCustomers, ct);
        var run = new OrderRun(shop, customers, await ProductsAsync(shop, system, arguments, ct));
        foreach (var product in run.Products) await shop.WaitUntilOrderableAsync(run.Customers[0], product, ct);

        Console.WriteLine(clients is null ? $"open loop, {rate} orders/s" : $"closed loop, {clients} clients");
        Task LoadAsync(TimeSpan length) => clients is null ? run.OpenLoopAsync(rate, length, ct) : run.ClosedLoopAsync(length, ct);
        await LoadAsync(arguments.Seconds("--warmup", 5));
        await run.WaitUntilAllFinalAsync(ct);
        run.Reset();

        var before = system.Processes().ToDictionary(p => p.Pid, p => p.Cpu);
        var watch = Stopwatch.StartNew();
        await LoadAsync(arguments.Seconds("--duration", 20));
        var sent = watch.Elapsed;
        var statuses = await run.WaitUntilAllFinalAsync(ct);
        var drained = watch.Elapsed;
        var processes = system.Processes().Select(p => p with { Cpu = p.Cpu - before.GetValueOrDefault(p.Pid) }).ToList();

        Print(run, statuses, sent, drained, processes, arguments, clients is null ? $"open loop {rate}/s" : $"closed loop {clients}");
    }

    private static void Print(
        OrderRun run, Dictionary<string, int> statuses, TimeSpan sent, TimeSpan drained, List<ProcessUsage> processes,
        Arguments arguments, string mode)
    {
        var (post, final) = (run.Post.Read(), run.Final.Read());
        var perSecond = run.Accepted / drained.TotalSeconds;
        Report.LatencyHeader();
        Report.Latency("POST", post);
        Report.Latency("POST to final status", final);
        Report.Processes(processes);
        var byStatus = string.Join(", ", statuses.Select(s => $"{s.Key} {s.Value}"));
        Console.WriteLine($"orders {run.Accepted} accepted, {run.Failed} failed, all orders by status: {byStatus}");
        Console.WriteLine(
            $"sent in {sent.TotalSeconds:0.0} s, backlog drained after {drained.TotalSeconds:0.0} s: "
            + $"{perSecond:0} orders/s sustained");
        foreach (var (error, count) in run.Errors) Console.WriteLine($"{count} x {error}");
        Report.Line(new
        {
            scenario = "orders",
            mode,
            database = arguments.Value("--database") ?? "sqlite",
            kafka = arguments.Value("--kafka") ?? "embedded",
            accepted = run.Accepted,
            failed = run.Failed,
            ordersPerSecond = Math.Round(perSecond, 1),
            post,
            postToFinal = final,
            cpuSeconds = Math.Round(processes.Sum(p => p.Cpu.TotalSeconds), 1),
            residentMegabytes = Math.Round(processes.Sum(p => p.ResidentMegabytes)),
        });
    }

    private static async Task<IReadOnlyList<Customer>> CustomersAsync(Shop shop, int count, CancellationToken ct)
    {
        var customers = new ConcurrentBag<Customer>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = ct },
            async (i, token) => customers.Add(await shop.RegisterAsync($"customer{i}", token)));
        return [.. customers];
    }

    private static async Task<IReadOnlyList<string>> ProductsAsync(
        Shop shop, StartedSystem system, Arguments arguments, CancellationToken ct)
    {
        var admin = await shop.LogInAsync("admin@msa-sample.local", system.AdminPassword, ct);
        var prefix = Guid.CreateVersion7().ToString("N")[^8..];
        var products = Enumerable.Range(0, arguments.Count("--products") ?? 10).Select(i => $"LOAD-{prefix}-{i}").ToList();
        foreach (var product in products) await shop.AddProductAsync(admin, product, Stock, ct);
        return products;
    }
}
