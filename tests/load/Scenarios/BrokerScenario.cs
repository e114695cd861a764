using MsaSample.CommandLine.Options;
using MsaSample.Load.Brokers;
using MsaSample.Load.Measuring;
using MsaSample.Testing;

namespace MsaSample.Load.Scenarios;

/// <summary>
/// The embedded broker side by side with Apache Kafka: the same client, the same records, with the order reversed in each round.
/// Without KAFKA_HOME the embedded broker is measured alone.
/// </summary>
internal static class BrokerScenario
{
    public static async Task RunAsync(Arguments arguments, CancellationToken ct)
    {
        var only = arguments.Parts("--only", LoadCommand.BrokerParts);
        var rounds = arguments.Count("--rounds") ?? 5;
        List<Contender> contenders = [new("ours", c => c.Ours, OwnBroker.StartAsync)];
        if (Missing.ApacheKafka is { } reason) Console.WriteLine($"Apache Kafka is not measured: {reason}");
        else contenders.Add(new Contender("Kafka", c => c.Theirs, KafkaBroker.StartAsync));

        List<Comparison> rows = [];
        if (only.Intersect(["produce", "consume", "latency"]).Any())
            rows.AddRange(await Streaming.RunAsync(contenders, Shapes(arguments), only, rounds, arguments.Count("--rate"), ct));
        if (only.Contains("start")) rows.Add(await Lifetimes.StartAsync(contenders, rounds, ct));
        if (only.Contains("memory")) rows.AddRange(await Lifetimes.MemoryAsync(contenders, rounds, ct));
        if (only.Contains("recovery")) rows.Add(await Lifetimes.RecoveryAsync(contenders, rounds, ct));
        if (only.Contains("fsync")) rows.AddRange(await Streaming.FsyncAsync(contenders, Shapes(arguments), rounds, ct));

        Console.WriteLine($"\n{$"median of {rounds} (least .. most)",-52} {"ours",30} {"Apache Kafka",30} {"ratio",6}  goal");
        foreach (var row in rows) row.Print();
        Report.Line(new
        {
            scenario = "broker",
            rounds,
            rows = rows.Select(r => new
            {
                what = r.What,
                unit = r.Unit,
                ours = Comparison.Median(r.Ours),
                kafka = Comparison.Median(r.Theirs),
                ratio = Math.Round(r.Ratio, 3),
                goal = r.GoalText,
                met = r.IsMet,
                oursEach = r.Ours,
                kafkaEach = r.Theirs,
            }),
        });
    }

    private static List<Shape> Shapes(Arguments arguments)
    {
        const int MegabytesEach = 256;
        return
        [
            .. from size in arguments.Counts("--size", [100, 1024])
               from partitions in arguments.Counts("--partitions", [1, 6])
               select new Shape(size, partitions, arguments.Count("--records") ?? Math.Min(2_000_000, (MegabytesEach << 20) / size)),
        ];
    }
}

/// <summary>One side of the comparison.</summary>
/// <param name="Name">Its name in the output.</param>
/// <param name="Column">Its column of a comparison.</param>
/// <param name="StartAsync">Starts it on new data; true = with an fsync before each acknowledgement.</param>
internal sealed record Contender(
    string Name, Func<Comparison, List<double>> Column, Func<bool, CancellationToken, Task<IBrokerUnderLoad>> StartAsync)
{
    /// <summary>The contenders in the order of a round: reversed in every second one.</summary>
    public static IEnumerable<Contender> InOrder(IReadOnlyList<Contender> contenders, int round) =>
        round % 2 == 0 ? contenders : contenders.Reverse();
}
