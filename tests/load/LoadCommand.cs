using MsaSample.CommandLine.Options;

namespace MsaSample.Load;

/// <summary>The command line of the load program: a scenario and its options.</summary>
internal static class LoadCommand
{
    private const string Usage = "dotnet run -c Release --project tests/load --";

    /// <summary>The parts of the broker scenario.</summary>
    public static readonly string[] BrokerParts = ["produce", "consume", "latency", "start", "memory", "recovery", "fsync"];

    private static readonly Option[] SystemOptions =
    [
        new("--database", "WHICH", "sqlite, mariadb or mariadb://…") { Default = "sqlite" },
        new("--kafka", "WHERE", "embedded or host:port,…") { Default = "embedded" },
        new("--registry", "WHERE", "embedded or http://…") { Default = "embedded" },
        new("--data", "DIR", "the data goes to a new folder below DIR") { Default = "the machine's temporary folder" },
    ];

    public static Command Orders { get; } = new(
        "orders", "measures the latency of orders, sustained orders per second, and CPU and memory of every process", $"{Usage} orders",
        [
            Count("--rate", "open loop: so many orders per second, sent on schedule regardless of the answers", "20"),
            Count("--clients", "closed loop instead: so many clients, each sending its next order when it has the answer"),
            Count("--duration", "seconds that are counted", "20"),
            Count("--warmup", "seconds before, which are not counted", "5"),
            Count("--products", "orders are spread over so many products", "10"),
            new("--gateway", "URL", "a system that is running already; without it, one is started for the run and stopped after it"),
            new("--admin-password", "TEXT", "the password of that system's administrator"),
            .. SystemOptions,
        ]);

    public static Command Start { get; } = new(
        "start", "measures the time from the launcher's start to its ready line and to the first confirmed order, and idle memory",
        $"{Usage} start",
        [Count("--runs", "how many starts", "5"), .. SystemOptions]);

    public static Command Broker { get; } = new(
        "broker", "compares the published broker with Apache Kafka from KAFKA_HOME, each round in the other order", $"{Usage} broker",
        [
            new("--only", "PARTS", $"some of {string.Join(',', BrokerParts)}") { Default = "all", Check = Checks.SomeOf(BrokerParts) },
            new("--size", "LIST", "bytes of a record") { Default = "100,1024", Check = Checks.Numbers(lowest: 1) },
            new("--partitions", "LIST", "partitions of the topic") { Default = "1,6", Check = Checks.Numbers(lowest: 1) },
            Count("--records", "per round of produce and consume", "256 MB of them, at most 2,000,000"),
            Count("--rate", "records per second for latency", "20 % of the lowest throughput"),
            Count("--rounds", "how many rounds", "5"),
        ]);

    public static Command Description { get; } =
        new(
            "load", "Measures the running system through its gateway, as a user sees it, and the broker beside Apache Kafka",
            $"{Usage} SCENARIO", [])
        {
            Commands = [Orders, Start, Broker],
            Notes = "SCENARIO --help lists the options of a scenario. The programs are those of artifacts/publish\n"
                + "(dotnet publish -c Release), else of the build of this configuration.",
        };

    private static Option Count(string name, string help, string? whenMissing = null) =>
        new(name, "N", help) { Default = whenMissing, Check = Checks.Number(lowest: 1, highest: int.MaxValue) };
}
