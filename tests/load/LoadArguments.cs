using System.Globalization;

namespace MsaSample.Load;

/// <summary>The command line: a scenario and its options. Unknown options are refused.</summary>
internal sealed class LoadArguments
{
    public const string Help = """
        Measures the running system through its gateway, as a user would see it, and the broker beside Apache Kafka.

          dotnet run -c Release --project tests/load -- orders [options]
          dotnet run -c Release --project tests/load -- start  [options]
          dotnet run -c Release --project tests/load -- broker [options]

        orders: latency of POST and of POST-to-CONFIRMED, sustained orders per second with the backlog drained, CPU and memory of every process
          --rate N          open loop: N orders per second, sent on time whatever the answers do (default 20)
          --clients N       closed loop instead: N clients, each sending its next order when it has the answer
          --duration S      seconds that are counted (default 20)
          --warmup S        seconds before, not counted (default 5)
          --products N      orders are spread over so many products (default 10)
          --gateway URL     a system that runs already; otherwise one is started for the run and stopped after it
          --admin-password  of that system's administrator
        start: the launcher's start to its ready line and to the first confirmed order, and the memory of all processes when idle
          --runs N          (default 5)
        broker: the published broker beside Apache Kafka from KAFKA_HOME (alone without it), each round in the other order
          --only PARTS      some of produce,consume,latency,start,memory,recovery,fsync (default all)
          --size LIST       bytes of a record (default 100,1024)
          --partitions LIST (default 1,6)
          --records N       per round of produce and consume (default 256 MB of them, at most 2,000,000)
          --rate N          records per second for latency (default 20 % of the lowest throughput)
          --rounds N        (default 5)
        orders and start, for the system they start:
          --database sqlite|mariadb|mariadb://…     --kafka embedded|host:port,…     --registry embedded|http://…
          --data DIR        its data goes to a new folder below DIR (default: the machine's temporary folder)

        The programs are taken from artifacts/publish (dotnet publish -c Release), else from the build of this configuration.
        """;

    private static readonly string[] Known =
    [
        "rate", "clients", "duration", "warmup", "products", "gateway", "admin-password", "runs", "database", "kafka", "registry", "data",
        "only", "size", "partitions", "records", "rounds",
    ];

    private readonly Dictionary<string, string> _values = [];

    private LoadArguments(string? scenario) => Scenario = scenario;

    public string? Scenario { get; }

    /// <exception cref="ArgumentException">The scenario or an option is unknown, or an option has no value.</exception>
    public static LoadArguments Parse(string[] args)
    {
        if (args.Length == 0 || args.Contains("--help")) return new LoadArguments(null);
        if (args[0] is not ("orders" or "start" or "broker")) throw new ArgumentException($"there is no scenario '{args[0]}'; there are: orders, start, broker");
        var parsed = new LoadArguments(args[0]);
        for (var i = 1; i < args.Length; i += 2)
        {
            var name = args[i].StartsWith("--", StringComparison.Ordinal) ? args[i][2..] : "";
            if (!Known.Contains(name)) throw new ArgumentException($"there is no option '{args[i]}'; --help lists them");
            if (i + 1 == args.Length) throw new ArgumentException($"{args[i]} needs a value");
            parsed._values[name] = args[i + 1];
        }
        return parsed;
    }

    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <exception cref="ArgumentException">The value is not a whole number above zero.</exception>
    public int? Number(string name)
    {
        if (Text(name) is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"--{name} takes a whole number above 0, not '{text}'");
    }

    /// <summary>Whole numbers above zero, separated by commas.</summary>
    /// <exception cref="ArgumentException">One is something else.</exception>
    public int[] Numbers(string name, int[] whenMissing)
    {
        if (Text(name) is not { } text) return whenMissing;
        return [.. text.Split(',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"--{name} takes whole numbers above 0, separated by commas, not '{text}'"))];
    }

    /// <summary>Some of the known words, separated by commas; all of them when the option is missing.</summary>
    /// <exception cref="ArgumentException">A word is not known.</exception>
    public HashSet<string> List(string name, string[] known)
    {
        HashSet<string> words = [.. Text(name)?.Split(',') ?? known];
        return words.FirstOrDefault(word => !known.Contains(word)) is { } unknown
            ? throw new ArgumentException($"--{name} takes some of {string.Join(',', known)}, not '{unknown}'")
            : words;
    }

    public TimeSpan Seconds(string name, int whenMissing) => TimeSpan.FromSeconds(Number(name) ?? whenMissing);
}
