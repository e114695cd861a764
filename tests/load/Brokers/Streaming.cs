using MsaSample.Load.Measuring;
using MsaSample.Load.Scenarios;

namespace MsaSample.Load.Brokers;

/// <summary>The parts that stream records through running brokers: throughput both ways, latency, and throughput with fsync.</summary>
internal static class Streaming
{
    private const double LatencyShare = 0.2;
    private const int WaitingRecords = 6400;

    public static async Task<List<Comparison>> RunAsync(
        IReadOnlyList<Contender> contenders, List<Shape> shapes, HashSet<string> only, int rounds, int? rate, CancellationToken ct)
    {
        List<Comparison> rows = [];
        await using var running = await RunningBrokers.StartAsync(contenders, fsync: false, ct);
        foreach (var shape in shapes)
        {
            var produce = new Figures("produce", shape);
            var consume = new Figures("consume", shape);
            var throughput = only.Contains("produce") || only.Contains("consume");
            // Warms code and page cache.
            await running.EachAsync(-1, (_, broker) => ThroughputAsync(broker, shape, produce.Discard(), consume.Discard(), ct));
            for (var round = 0; round < (throughput ? rounds : rate is null ? 1 : 0); round++)
                await running.EachAsync(round, (side, broker) => ThroughputAsync(broker, shape, produce.Of(side), consume.Of(side), ct));
            if (only.Contains("produce")) rows.AddRange(produce.Rows);
            if (only.Contains("consume")) rows.AddRange(consume.Rows);
            if (!only.Contains("latency")) continue;
            var recordsPerSecond = rate ?? (int)(LatencyShare * Math.Min(produce.Lower, consume.Lower));
            rows.Add(await LatencyAsync(running, shape, recordsPerSecond, rounds, ct));
        }
        return rows;
    }

    public static async Task<List<Comparison>> FsyncAsync(
        IReadOnlyList<Contender> contenders, List<Shape> shapes, int rounds, CancellationToken ct)
    {
        List<Comparison> rows = [];
        await using var running = await RunningBrokers.StartAsync(contenders, fsync: true, ct);
        foreach (var shape in shapes)
        {
            var produce = new Figures("produce with fsync", shape, Goal.RatioAtLeast(1.5));
            await running.EachAsync(-1, (_, broker) => ProduceAsync(broker, shape, produce.Discard(), ct));
            for (var round = 0; round < rounds; round++)
                await running.EachAsync(round, (side, broker) => ProduceAsync(broker, shape, produce.Of(side), ct));
            rows.AddRange(produce.Rows);
        }
        foreach (var shape in shapes.Select(s => s with { Records = WaitingRecords }))
        {
            var produce = new Figures($"{WaitingWriters.Count} waiting writers with fsync", shape, Goal.RatioAtLeast(1.5));
            await running.EachAsync(-1, (_, broker) => WaitAsync(broker, shape, produce.Discard(), ct));
            for (var round = 0; round < rounds; round++)
                await running.EachAsync(round, (side, broker) => WaitAsync(broker, shape, produce.Of(side), ct));
            rows.AddRange(produce.Rows);
        }
        return rows;
    }

    private static async Task ThroughputAsync(
        IBrokerUnderLoad broker, Shape shape, Figures.Side produce, Figures.Side consume, CancellationToken ct)
    {
        await using var topic = await LoadTopic.CreateAsync(broker.BootstrapServers, shape.Partitions);
        produce.Measure(broker.Pid, () => LoadClient.Produce(topic, shape, ct));
        consume.Measure(broker.Pid, () => LoadClient.Consume(topic, shape.Records, ct));
    }

    private static async Task ProduceAsync(IBrokerUnderLoad broker, Shape shape, Figures.Side produce, CancellationToken ct)
    {
        await using var topic = await LoadTopic.CreateAsync(broker.BootstrapServers, shape.Partitions);
        produce.Measure(broker.Pid, () => LoadClient.Produce(topic, shape, ct));
    }

    private static async Task WaitAsync(IBrokerUnderLoad broker, Shape shape, Figures.Side produce, CancellationToken ct)
    {
        await using var topic = await LoadTopic.CreateAsync(broker.BootstrapServers, shape.Partitions);
        await produce.MeasureAsync(broker.Pid, () => WaitingWriters.RunAsync(topic, shape, ct));
    }

    private static async Task<Comparison> LatencyAsync(RunningBrokers running, Shape shape, int rate, int rounds, CancellationToken ct)
    {
        var p99 = new Comparison($"p99 end to end at {rate:#,0}/s, {shape}", "ms", Goal.RatioAtMost(0.5));
        for (var round = 0; round < rounds; round++)
        {
            await running.EachAsync(round, async (side, broker) =>
            {
                await using var topic = await LoadTopic.CreateAsync(broker.BootstrapServers, shape.Partitions);
                side.Column(p99).Add(await LatencyRun.P99Async(topic, shape.Size, rate, ct));
                Console.WriteLine($"{side.Name,-6} {p99.What}: {side.Column(p99)[^1]:0.00} ms");
            });
        }
        return p99;
    }
}
