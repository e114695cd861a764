using Microsoft.Extensions.Hosting;
using MsaSample.CommandLine.Lifetime;

namespace MsaSample.ServiceDefaults;

/// <summary>Stops the host of a program that the launcher started, by the rules of <see cref="StopSignals"/>.</summary>
internal sealed class LaunchedLifetime(IHostApplicationLifetime lifetime, TimeProvider clock) : IHostLifetime, IDisposable
{
    private StopSignals? _signals;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _signals = new StopSignals(clock, hasLauncher: true);
        _signals.Stop.Register(lifetime.StopApplication);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _signals?.Dispose();
}
