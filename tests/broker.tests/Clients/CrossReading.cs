using System.Text;
using Confluent.Kafka;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Clients;

/// <summary>Records that each client has written with each codec it has, once for all tests of a class.</summary>
public sealed class CrossReading
{
    private const int Count = 50;

    private static readonly string[] Codecs = ["gzip", "snappy", "lz4", "zstd"];
    private static readonly string[] Expected = [.. Enumerable.Range(0, Count).Select(i => $"k{i}={Value(i)}=h=v")];

    private readonly string _prefix = ContractClient.NewName();
    private List<string>? _written;

    /// <summary>Null when the machine has the client, else the reason for a skip.</summary>
    public static string? MissingClient(string client) => client switch
    {
        "kcat" => Missing.Kcat,
        "python" => Missing.PythonKafka,
        "java" => Missing.ApacheKafka ?? Missing.JavaCompiler,
        "confluent" => null,
        _ => Missing.NodeClients,
    };

    /// <summary>Lets every client write; topics have names that end in <c>-CLIENT:CODEC</c>.</summary>
    /// <returns>The topics that were written, with their codecs.</returns>
    internal async Task<IReadOnlyList<string>> WriteAsync(ContractClient client, IEnumerable<string> writers)
    {
        if (_written is not null)
            return _written;

        _written = [];
        foreach (var writer in writers.Where(w => MissingClient(w) is null))
        {
            var topics = Codecs.Select(codec => $"{_prefix}-{writer}-{codec}:{codec}").ToArray();
            foreach (var topic in topics)
                await client.CreateTopicAsync(topic.Split(':')[0]);
            var outcome = await RunAsync(client, writer, "write", topics);
            Assert.DoesNotContain("fail ", outcome);
            _written.AddRange(topics.Where(t => outcome.Contains($"ok {t.Split(':')[0]}\n", StringComparison.Ordinal)));
        }

        return _written;
    }

    /// <summary>
    /// Lets a client write or read the topics; it says for each <c>ok TOPIC</c>, <c>skip TOPIC: reason</c> or <c>fail TOPIC: text</c>.
    /// </summary>
    internal static async Task<string> RunAsync(ContractClient client, string name, string mode, IReadOnlyList<string> topics)
    {
        string[] arguments = [client.BootstrapServers, mode, .. topics];
        return name switch
        {
            "confluent" => string.Concat(await Task.WhenAll(topics.Select(t => ConfluentAsync(client, mode, t)))),
            "kcat" => string.Concat(await Task.WhenAll(topics.Select(t => KcatAsync(client, mode, t)))),
            "python" => await ProcessAsync("/usr/bin/python3", ["-B", Script("python", "matrix.py"), .. arguments]),
            "java" => await ProcessAsync(JavaProgram.Java, await JavaProgram.ArgumentsAsync("Matrix", arguments)),
            _ => await ProcessAsync(
                Executables.Find("node")!, [Script("node", "matrix.mjs"), client.BootstrapServers, name, mode, .. topics]),
        };
    }

    private static async Task<string> ConfluentAsync(ContractClient client, string mode, string topic)
    {
        var (name, codec) = (topic.Split(':')[0], Enum.Parse<CompressionType>(topic.Split(':')[1], ignoreCase: true));
        if (mode == "read")
        {
            var read = client.ReadAll(name, Count).Select(
                r => $"{r.Message.Key}={r.Message.Value}=h={Encoding.UTF8.GetString(r.Message.Headers.GetLastBytes("h"))}");
            return Said(name, read);
        }

        using var producer = client.Producer(c => (c.CompressionType, c.LingerMs) = (codec, 50));
        await Task.WhenAll(Enumerable.Range(0, Count).Select(i => producer.ProduceAsync(
            name, new Message<string, string> { Key = $"k{i}", Value = Value(i), Headers = [new Header("h", "v"u8.ToArray())] })));
        return $"ok {name}\n";
    }

    private static async Task<string> KcatAsync(ContractClient client, string mode, string topic)
    {
        var (name, codec) = (topic.Split(':')[0], topic.Split(':')[1]);
        if (mode == "read")
        {
            var output = await ProcessAsync("kcat", ["-b", client.BootstrapServers, "-C", "-t", name, "-e", "-q", "-f", "%k=%s=%h\n"]);
            return Said(name, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        var lines = string.Join("\\n", Enumerable.Range(0, Count).Select(i => $"k{i}:{Value(i)}"));
        await ProcessAsync("bash", ["-c", $"printf '{lines}\\n' | kcat -b {client.BootstrapServers} -P -t {name} -z {codec} -K: -H h=v"]);
        return $"ok {name}\n";
    }

    private static string Said(string topic, IEnumerable<string> read) =>
        read.SequenceEqual(Expected) ? $"ok {topic}\n" : $"fail {topic}: {string.Join(" | ", read)}\n";

    private static string Value(int i) => $"value {i} {new string('x', 50)}";

    private static string Script(string folder, string name) => Path.Combine(ScriptRun.Folder, folder, name);

    private static async Task<string> ProcessAsync(string command, string[] arguments)
    {
        await using var process = ProgramUnderTest.StartCommand(Path.GetFileName(command), command, arguments);
        var exitCode = await process.WaitForExitAsync(TimeSpan.FromSeconds(90), TestContext.Current.CancellationToken);
        Assert.True(exitCode == 0, process.Tail());
        return process.StandardOutput;
    }
}
