using System.Text.Json;

namespace MsaSample.Load.Measuring;

/// <summary>A table for people and one line of JSON for programs.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static void Latency(string what, Percentiles p) =>
        Console.WriteLine($"{what,-22} {p.Count,8} {p.P50,9:0.0} {p.P95,9:0.0} {p.P99,9:0.0} {p.Max,9:0.0}");

    public static void LatencyHeader() => Console.WriteLine($"{"latency in ms",-22} {"count",8} {"p50",9} {"p95",9} {"p99",9} {"max",9}");

    public static void Processes(IReadOnlyCollection<ProcessUsage> processes)
    {
        if (processes.Count == 0) return;
        Console.WriteLine($"{"process",-22} {"pid",8} {"cpu s",9} {"RSS MB",9} {"PSS MB",9}");
        foreach (var p in processes) Console.WriteLine($"{p.Name,-22} {p.Pid,8} {p.Cpu.TotalSeconds,9:0.0} {p.ResidentMegabytes,9:0} {p.ProportionalMegabytes,9:0}");
        Console.WriteLine(
            $"{"all",-22} {"",8} {processes.Sum(p => p.Cpu.TotalSeconds),9:0.0} {processes.Sum(p => p.ResidentMegabytes),9:0} {processes.Sum(p => p.ProportionalMegabytes),9:0}");
    }

    public static void Line(object result) => Console.WriteLine(JsonSerializer.Serialize(result, Json));
}
