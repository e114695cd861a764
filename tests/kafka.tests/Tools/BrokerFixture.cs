using MsaSample.Broker.Hosting;

namespace MsaSample.Kafka.Tests.Tools;

/// <summary>An embedded broker for the tests of a class, and the tool run against it.</summary>
public sealed class BrokerFixture : IAsyncLifetime
{
    private EmbeddedBroker? _broker;

    public string Server => _broker!.BootstrapServers;

    public async ValueTask InitializeAsync() => _broker = await EmbeddedBroker.StartNewAsync();

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
            await _broker.DisposeAsync();
    }

    /// <summary>Runs the tool and demands that it succeeds; returns what it printed.</summary>
    internal async Task<string> RunAsync(string commandLine, string input = "")
    {
        var run = await TryAsync(commandLine, input);
        Assert.True(run.ExitCode == 0, $"{commandLine}: {run.Error}");
        return run.Output;
    }

    /// <summary>Runs the tool.</summary>
    internal Task<ToolRun> TryAsync(string commandLine, string input = "") =>
        ToolRun.OfAsync($"{commandLine} --bootstrap-server {Server}", input);
}
