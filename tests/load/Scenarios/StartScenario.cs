using System.Diagnostics;
using MsaSample.CommandLine.Options;
using MsaSample.Load.Measuring;
using MsaSample.Load.Target;

namespace MsaSample.Load.Scenarios;

/// <summary>The time from the launcher's start to its ready line, and to the first confirmed order, on a fresh data directory.</summary>
internal static class StartScenario
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(Arguments arguments, CancellationToken ct)
    {
        var runs = arguments.Count("--runs") ?? 5;
        var ready = new List<double>();
        var firstOrder = new List<double>();
        var memory = new List<double>();
        IReadOnlyCollection<ProcessUsage> processes = [];
        for (var run = 1; run <= runs; run++)
        {
            var watch = Stopwatch.StartNew();
            await using var system = await StartedSystem.StartAsync(arguments, ct);
            ready.Add(watch.Elapsed.TotalSeconds);
            using var shop = new Shop(system.Gateway);
            var customer = await shop.RegisterAsync("first", ct);
            var order = await shop.PlaceOrderAsync(customer, "CATALOG-001", ct);
            await shop.WaitUntilFinalAsync(customer, order, ct);
            firstOrder.Add(watch.Elapsed.TotalSeconds);
            await Task.Delay(Settle, TimeProvider.System, ct);
            processes = system.Processes();
            memory.Add(processes.Sum(p => p.ResidentMegabytes));
            Console.WriteLine($"run {run}: ready {ready[^1]:0.00} s, first confirmed order {firstOrder[^1]:0.00} s, idle memory {memory[^1]:0} MB");
        }
        Report.Processes(processes);
        Console.WriteLine($"median of {runs}: ready {Median(ready):0.00} s, first confirmed order {Median(firstOrder):0.00} s, idle memory {Median(memory):0} MB");
        Report.Line(new { scenario = "start", runs, readySeconds = Median(ready), firstOrderSeconds = Median(firstOrder), idleMegabytes = Median(memory) });
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
