using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace MsaSample.ServiceDefaults;

/// <summary>
/// The life of a program that the launcher started: it stops when its stdin ends (the launcher asks, or has died) or at SIGTERM.
/// SIGINT is ignored, because Ctrl-C reaches the whole process group and the launcher decides the order of the stops.
/// </summary>
internal sealed class LaunchedLifetime(IHostApplicationLifetime lifetime, TimeProvider clock) : IHostLifetime, IDisposable
{
    private static readonly TimeSpan ForceExitAfter = TimeSpan.FromSeconds(15);

    private PosixSignalRegistration? _interrupt;
    private PosixSignalRegistration? _terminate;
    private ITimer? _forceExit;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            Stop();
        });
        // A thread of its own: a read of stdin cannot be cancelled, and would hold a pool thread for the life of the process.
        new Thread(WatchStdin) { IsBackground = true, Name = "launcher watch" }.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _interrupt?.Dispose();
        _terminate?.Dispose();
        _forceExit?.Dispose();
    }

    private void WatchStdin()
    {
        using var input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[256];
        while (input.Read(ignored) > 0)
        {
            // Nothing is said on this line; only its end matters.
        }

        Stop();
    }

    private void Stop()
    {
        _forceExit ??= clock.CreateTimer(_ => Environment.Exit(1), null, ForceExitAfter, Timeout.InfiniteTimeSpan);
        lifetime.StopApplication();
    }
}
