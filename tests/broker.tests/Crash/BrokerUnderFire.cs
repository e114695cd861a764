using System.Globalization;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>The broker as a process on one port and one data directory, killed and started again.</summary>
internal sealed class BrokerUnderFire(string fsync) : IAsyncDisposable
{
    private readonly TempDirectory _data = new("crash");
    private readonly int _port = FreePort.Next();
    private ProgramUnderTest? _process;

    public string BootstrapServers => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    /// <summary>The directory of the logs.</summary>
    public string LogDirectory => Path.Combine(_data, "broker");

    /// <summary>Starts the broker, and kills it again when it is not ready in time.</summary>
    /// <returns>Whether the broker is ready.</returns>
    /// <exception cref="InvalidOperationException">The broker ended by itself.</exception>
    public async Task<bool> StartAsync(TimeSpan within)
    {
        _process = ProgramUnderTest.Start(
            "MsaSample.Broker", ["--port", _port.ToString(CultureInfo.InvariantCulture), "--data", _data, "--fsync", fsync]);
        var ready = _process.WaitForLineAsync("broker is ready", ct: TestContext.Current.CancellationToken);
        try
        {
            await ready.WaitAsync(within, TimeProvider.System, TestContext.Current.CancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            await KillAsync();
            return false;
        }
    }

    /// <summary>Kills the broker with SIGKILL.</summary>
    public async Task KillAsync()
    {
        await _process!.KillAsync();
        await _process.DisposeAsync();
        _process = null;
    }

    /// <summary>Shuts the broker down cleanly, so that its files are complete.</summary>
    public async Task StopAsync() => Assert.Equal(0, await _process!.StopAsync(TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _data.Dispose();
    }
}
