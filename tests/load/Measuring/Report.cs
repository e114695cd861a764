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
        foreach (var p in processes) Row(p.Name, $"{p.Pid}", p.Cpu.TotalSeconds, p.ResidentMegabytes, p.ProportionalMegabytes);
        Row(
            "all", "", processes.Sum(p => p.Cpu.TotalSeconds), processes.Sum(p => p.ResidentMegabytes),
            processes.Sum(p => p.ProportionalMegabytes));
    }

    public static void Line(object result) => Console.WriteLine(JsonSerializer.Serialize(result, Json));

    private static void Row(string name, string pid, double cpuSeconds, double residentMegabytes, double proportionalMegabytes) =>
        Console.WriteLine($"{name,-22} {pid,8} {cpuSeconds,9:0.0} {residentMegabytes,9:0} {proportionalMegabytes,9:0}");
}
