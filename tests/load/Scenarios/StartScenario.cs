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
            Print($"run {run}", ready[^1], firstOrder[^1], memory[^1]);
        }
        Report.Processes(processes);
        Print($"median of {runs}", Median(ready), Median(firstOrder), Median(memory));
        Report.Line(new
        {
            scenario = "start",
            runs,
            readySeconds = Median(ready),
            firstOrderSeconds = Median(firstOrder),
            idleMegabytes = Median(memory),
        });
    }

    private static void Print(string what, double readySeconds, double firstOrderSeconds, double idleMegabytes) =>
        Console.WriteLine(
            $"{what}: ready {readySeconds:0.00} s, first confirmed order {firstOrderSeconds:0.00} s, idle memory {idleMegabytes:0} MB");

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
