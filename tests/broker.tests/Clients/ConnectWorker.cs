using System.Net.Http.Json;
using System.Text.Json;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Clients;

/// <summary>A real Kafka Connect worker in distributed mode, with a directory for the files of its connectors.</summary>
internal sealed class ConnectWorker(string bootstrapServers) : IAsyncDisposable
{
    private readonly TempDirectory _directory = new("connect");
    private readonly string _group = ContractClient.NewName();
    private HttpClient? _http;
    private ProgramUnderTest? _worker;

    /// <summary>The full path of a file in the worker's directory.</summary>
    public string File(string name) => _directory.File(name);

    /// <summary>Starts the worker, on the state in its topics if there is one, and waits until it is ready.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        var port = FreePort.Next();
        await System.IO.File.WriteAllLinesAsync(File("worker.properties"), Settings(port), ct);
        _worker = ProgramUnderTest.StartCommand(
            "connect-distributed",
            Path.Combine(JavaProgram.KafkaHome, "bin", "connect-distributed.sh"),
            [File("worker.properties")],
            _directory,
            new Dictionary<string, string> { ["KAFKA_JIT_LEVEL"] = "1" });
        _http?.Dispose();
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        await Eventually.Passes("the Connect worker answers", AnswersAsync, TimeSpan.FromSeconds(60), ct: ct);
    }

    /// <summary>Kills the worker with SIGKILL.</summary>
    public Task KillAsync() => _worker!.KillAsync();

    public async Task CreateAsync(string name, Dictionary<string, string> config)
    {
        using var answer = await _http!.PostAsJsonAsync("connectors", new { name, config });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>
    /// The offsets of a connector, as the REST interface tells them: for a source its own, for a sink those of its group.
    /// </summary>
    public async Task<string> OffsetsAsync(string connector)
    {
        using var answer = JsonDocument.Parse(await _http!.GetStringAsync(new Uri($"connectors/{connector}/offsets", UriKind.Relative)));
        return string.Join(' ', answer.RootElement.GetProperty("offsets").EnumerateArray().Select(o => o.GetProperty("offset").ToString()));
    }

    /// <summary>Stops a connector and deletes its offsets.</summary>
    public async Task ResetOffsetsAsync(string connector)
    {
        using var stopped = await _http!.PutAsync(new Uri($"connectors/{connector}/stop", UriKind.Relative), null);
        await Eventually.Passes($"{connector} is stopped and its offsets can be reset", async () =>
        {
            using var reset = await _http.DeleteAsync(new Uri($"connectors/{connector}/offsets", UriKind.Relative));
            Assert.True(reset.IsSuccessStatusCode, await reset.Content.ReadAsStringAsync());
        });
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_worker is not null)
        {
            if (!_worker.HasExited) await _worker.KillAsync();
            await _worker.DisposeAsync();
        }

        _directory.Dispose();
    }

    private async Task AnswersAsync()
    {
        if (_worker!.HasExited) throw new InvalidOperationException(_worker.Tail());
        await _http!.GetStringAsync(new Uri("connectors", UriKind.Relative));
    }

    private string[] Settings(int port) =>
    [
        $"bootstrap.servers={bootstrapServers}", $"group.id={_group}", $"listeners=http://127.0.0.1:{port}",
        "plugin.discovery=service_load",
        .. from topic in new[] { "config", "offset", "status" }
           from setting in new[] { $"topic={_group}-{topic}", "replication.factor=1" }
           select $"{topic}.storage.{setting}",
        "offset.storage.partitions=2", "status.storage.partitions=2", "offset.flush.interval.ms=200", "scheduled.rebalance.max.delay.ms=0",
        "session.timeout.ms=6000", "heartbeat.interval.ms=500",
        "key.converter=org.apache.kafka.connect.storage.StringConverter",
        "value.converter=org.apache.kafka.connect.storage.StringConverter",
        "consumer.metadata.max.age.ms=1000",
        // Sources write records and offsets in one transaction, and a new task fences off the producer of the old one (KIP-618).
        "exactly.once.source.support=enabled", "consumer.isolation.level=read_committed",
    ];
}
