namespace MsaSample.Testing;

/// <summary>A real Apache Kafka (KRaft) of one or three nodes on loopback, from the installation that KAFKA_HOME names.</summary>
public sealed class ApacheKafka : IAsyncDisposable
{
    private const int ControllerOffset = 1000;

    private readonly TempDirectory _directory = new("kafka");
    private readonly int _nodes;
    private readonly string _heap;

    private ApacheKafka(int nodes, string heap) => (_nodes, _heap) = (nodes, heap);

    /// <summary>The addresses of all nodes, as the setting <c>Kafka</c> and <c>bootstrap.servers</c> want them.</summary>
    public string BootstrapServers { get; private set; } = "";

    /// <summary>Starts the nodes and waits until they answer.</summary>
    /// <param name="nodes">1 or 3. With three, each topic has three replicas, and a write needs two of them (min.insync.replicas).</param>
    /// <param name="settings">Broker properties, for example <c>offsets.retention.minutes=1</c>.</param>
    /// <param name="heap">JVM options for the heap of a node, small unless its speed is measured.</param>
    public static async Task<ApacheKafka> StartAsync(
        int nodes, string[]? settings = null, string heap = "-Xms128m -Xmx384m", CancellationToken ct = default)
    {
        var kafka = new ApacheKafka(nodes, heap);
        try
        {
            int[] offsets = [.. Enumerable.Range(0, nodes).SelectMany(i => new[] { i, i + ControllerOffset })];
            string[] sets = [.. (settings ?? []).SelectMany(setting => new[] { "--set", setting })];
            var answer = await kafka.RunAsync(
                ["start", kafka._directory, "--brokers", $"{nodes}", "--port", $"{FreePort.Next(offsets)}", .. sets], ct);
            kafka.BootstrapServers = answer.Trim();
            for (var node = 1; node <= nodes; node++) Reaper.Watch(kafka.PidOf(node));
            return kafka;
        }
        catch
        {
            await kafka.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills a node (1 to the number of nodes) with SIGKILL.</summary>
    public async Task KillNodeAsync(int node, CancellationToken ct = default)
    {
        Reaper.Forget(PidOf(node));
        await RunAsync(["kill", _directory, $"{node}"], ct);
    }

    /// <summary>Sends SIGTERM to a node (1 to the number of nodes) and waits until it has ended.</summary>
    public async Task StopNodeAsync(int node, CancellationToken ct = default)
    {
        var pid = PidOf(node);
        Signals.Term(pid);
        await Eventually.True($"Kafka node {node} has ended", () => !ProcessTree.IsAlive(pid), ct: ct);
        Reaper.Forget(pid);
    }

    /// <summary>Starts a node again with its data and waits until it answers.</summary>
    public async Task ResumeNodeAsync(int node, CancellationToken ct = default)
    {
        await RunAsync(["resume", _directory, $"{node}"], ct);
        Reaper.Watch(PidOf(node));
    }

    /// <summary>The process id of a node (1 to the number of nodes).</summary>
    public int PidOf(int node) => int.Parse(File.ReadAllText(PidFile(node)));

    public async ValueTask DisposeAsync()
    {
        for (var node = 1; node <= _nodes; node++)
        {
            if (!File.Exists(PidFile(node))) continue;
            // Its data are deleted as well, so a slow clean shutdown would be of no use.
            Signals.Kill(PidOf(node));
            var pid = PidOf(node);
            await Eventually.True($"Kafka node {node} has ended", () => !ProcessTree.IsAlive(pid));
            Reaper.Forget(pid);
        }
        _directory.Dispose();
    }

    private string PidFile(int node) => Path.Combine(_directory, $"node-{node}", "pid");

    private async Task<string> RunAsync(string[] arguments, CancellationToken ct)
    {
        var script = Path.Combine(Environment.GetEnvironmentVariable("KAFKA_HOME")!, "kafka-local");
        await using var run = ProgramUnderTest.StartCommand("kafka-local", script, arguments, environment: new Dictionary<string, string>
        {
            ["KAFKA_HEAP_OPTS"] = _heap,
        });
        var exitCode = await run.WaitForExitAsync(TimeSpan.FromSeconds(200), ct);
        return exitCode == 0
            ? run.StandardOutput
            : throw new InvalidOperationException($"kafka-local {arguments[0]} ended with {exitCode}.\n{run.Tail()}");
    }
}
