using System.Runtime.InteropServices;

namespace MsaSample.Launcher.Processes;

/// <summary>When to stop: Ctrl-C, SIGTERM, the terminal closed, or the program that started the launcher gone.</summary>
internal sealed class StopSignals : IDisposable
{
    /// <summary>Two interrupts nearer than this are one: a terminal and a wrapper such as timeout may both pass it on.</summary>
    private static readonly TimeSpan SameInterrupt = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _force = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly TimeProvider _clock;
    private long? _firstInterrupt;

    public StopSignals(TimeProvider clock)
    {
        _clock = clock;
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT])
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));

        if (string.Equals(Environment.GetEnvironmentVariable("Launcher__Parent"), "stdin", StringComparison.OrdinalIgnoreCase))
            _ = StopAtEndOfInputAsync();

        if (DotnetRunParent() is { } parent)
            _ = StopWhenParentEndsAsync(parent);
    }

    /// <summary>Stop in order.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>The second Ctrl-C: end everything now.</summary>
    public CancellationToken Force => _force.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (context.Signal == PosixSignal.SIGINT)
        {
            _firstInterrupt ??= _clock.GetTimestamp();
            if (_clock.GetElapsedTime(_firstInterrupt.Value) > SameInterrupt)
                _force.Cancel();
        }

        _stop.Cancel();
    }

    private async Task StopAtEndOfInputAsync()
    {
        using var input = Console.OpenStandardInput();
        var buffer = new byte[256];
        while (await input.ReadAsync(buffer) > 0)
        {
            // What is written there means nothing; only the end does.
        }

        await _stop.CancelAsync();
    }

    /// <summary>dotnet run waits for the launcher. When it is killed, nobody is left who could stop the launcher from that terminal.</summary>
    private static int? DotnetRunParent()
    {
        if (ProcessTable.ParentOf(Environment.ProcessId) is not { } parent)
            return null;

        var command = ProcessTable.CommandOf(parent);
        return command.Length > 1 && Path.GetFileName(command[0]) == "dotnet" && command.Contains("run") ? parent : null;
    }

    private async Task StopWhenParentEndsAsync(int parent)
    {
        while (!_stop.IsCancellationRequested && ProcessTable.ParentOf(Environment.ProcessId) == parent)
            await Task.Delay(TimeSpan.FromSeconds(1), _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        await _stop.CancelAsync();
    }
}
