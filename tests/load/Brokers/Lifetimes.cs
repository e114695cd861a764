using System.Diagnostics;
using Confluent.Kafka;
using MsaSample.Load.Measuring;
using MsaSample.Load.Scenarios;

namespace MsaSample.Load.Brokers;

/// <summary>The parts that need a process of their own in each round: start, memory, recovery.</summary>
internal static class Lifetimes
{
    private const int MemoryRecords = 5_000_000;
    private const int RecoveryBytes = 1 << 30;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Process start to first acknowledged record, on a directory without topics that was used once before, because Kafka's must be
    /// formatted by its tool first.
    /// </summary>
    public static async Task<Comparison> StartAsync(IReadOnlyList<Contender> contenders, int rounds, CancellationToken ct)
    {
        var row = new Comparison("process start to first acknowledged record", "s", Goal.AtMost(0.35));
        for (var round = -1; round < rounds; round++) // the first round is not counted: it loads the client's code
        {
            foreach (var contender in Contender.InOrder(contenders, round))
            {
                var seconds = await RestartAsync(contender, ct);
                if (round >= 0) Add(row, contender, seconds);
            }
        }
        return row;
    }

    public static async Task<List<Comparison>> MemoryAsync(IReadOnlyList<Contender> contenders, int rounds, CancellationToken ct)
    {
        var shape = new Shape(100, 1, MemoryRecords);
        var idle = new Comparison("RSS idle", "MB", Goal.AtMost(80));
        var after = new Comparison($"RSS after {MemoryRecords:#,0} records in and out", "MB", Goal.AtMost(200));
        for (var round = 0; round < rounds; round++)
        {
            foreach (var contender in Contender.InOrder(contenders, round))
            {
                await using var broker = await contender.StartAsync(false, ct);
                await Task.Delay(Settle, TimeProvider.System, ct);
                Add(idle, contender, ResidentMegabytes(broker));
                await using var topic = await LoadTopic.CreateAsync(broker.BootstrapServers, shape.Partitions);
                LoadClient.Produce(topic, shape, ct);
                LoadClient.Consume(topic, shape.Records, ct);
                Add(after, contender, ResidentMegabytes(broker));
            }
        }
        return [idle, after];
    }

    /// <summary>From the start of the process, after a kill -9, to the fetch of the last record of a log of 1 GB.</summary>
    public static async Task<Comparison> RecoveryAsync(IReadOnlyList<Contender> contenders, int rounds, CancellationToken ct)
    {
        var shape = new Shape(1024, 1, RecoveryBytes / 1024);
        var row = new Comparison("recovery of a 1 GB log after kill -9", "s", Goal.AtMost(1));
        for (var round = 0; round < rounds; round++)
        {
            foreach (var contender in Contender.InOrder(contenders, round))
            {
                await using var broker = await contender.StartAsync(false, ct);
                await using var topic = await LoadTopic.CreateAsync(broker.BootstrapServers, shape.Partitions);
                LoadClient.Produce(topic, shape, ct);
                await broker.KillAsync();
                var last = new TopicPartitionOffset(topic.Partitions[0], shape.Records - 1);
                var watch = Stopwatch.StartNew();
                var resuming = broker.ResumeAsync(ct);
                await FirstAnswer.RecordFetchedAsync(last, broker.BootstrapServers, ct);
                Add(row, contender, watch.Elapsed.TotalSeconds);
                await resuming;
            }
        }
        return row;
    }

    private static async Task<double> RestartAsync(Contender contender, CancellationToken ct)
    {
        await using var broker = await contender.StartAsync(false, ct);
        await broker.StopAsync(ct);
        var watch = Stopwatch.StartNew();
        var resuming = broker.ResumeAsync(ct);
        await FirstAnswer.RecordAcknowledgedAsync(broker.BootstrapServers, ct);
        var seconds = watch.Elapsed.TotalSeconds;
        await resuming;
        return seconds;
    }

    private static void Add(Comparison row, Contender contender, double value)
    {
        contender.Column(row).Add(Math.Round(value, 3));
        Console.WriteLine($"{contender.Name,-6} {row.What}: {value:0.00} {row.Unit}");
    }

    private static double ResidentMegabytes(IBrokerUnderLoad broker) => ProcessUsage.Read(broker.Pid)?.ResidentMegabytes ?? double.NaN;
}
