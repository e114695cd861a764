using MsaSample.Testing;

namespace MsaSample.Load.Brokers;

/// <summary>The published embedded broker (<c>dotnet publish -c Release</c>) on a new data directory.</summary>
internal sealed class OwnBroker : IBrokerUnderLoad
{
    private readonly TempDirectory _data = new("load-broker");
    private readonly int _port = FreePort.Next();
    private readonly string[] _options;
    private ProgramUnderTest _program;

    private OwnBroker(string[] options)
    {
        _options = options;
        _program = Launch();
    }

    public string BootstrapServers => $"127.0.0.1:{_port}";

    public int Pid => _program.Pid;

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It did not start; the text has the end of its output.</exception>
    public static async Task<IBrokerUnderLoad> StartAsync(bool fsync, CancellationToken ct)
    {
        var broker = new OwnBroker(fsync ? ["--fsync", "always"] : []);
        try
        {
            await broker.WaitUntilReadyAsync(ct);
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    public Task StopAsync(CancellationToken ct) => _program.StopAsync(ct);

    public Task KillAsync() => _program.KillAsync();

    public async Task ResumeAsync(CancellationToken ct)
    {
        await _program.DisposeAsync();
        _program = Launch();
        await WaitUntilReadyAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        _data.Dispose();
    }

    private ProgramUnderTest Launch() => ProgramUnderTest.Start("MsaSample.Broker", ["--port", $"{_port}", "--data", _data, .. _options]);

    private async Task WaitUntilReadyAsync(CancellationToken ct) => await _program.WaitForLineAsync("broker is ready", ct: ct);
}
