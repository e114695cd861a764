using System.Runtime.InteropServices;

namespace MsaSample.CommandLine.Lifetime;

/// <summary>
/// When a program is to stop: at Ctrl-C, SIGTERM, or the end of its terminal. A second Ctrl-C ends it at once. A program that the launcher
/// started stops at the end of its standard input as well, and ignores Ctrl-C: it reaches every process of the terminal at the same time,
/// but the launcher stops them in order.
/// </summary>
public sealed class StopSignals : IDisposable
{
    /// <summary>How long a program of the launcher may take to stop; nobody is left who would kill it.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(15);

    /// <summary>Two interrupts nearer than this are one: a terminal and a wrapper such as timeout may both pass it on.</summary>
    private static readonly TimeSpan SameInterrupt = TimeSpan.FromMilliseconds(300);

    private static readonly PosixSignal[] Signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _requested = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly TimeProvider _clock;
    private readonly bool _hasLauncher;
    private readonly Action? _onSecondInterrupt;
    private ITimer? _forcedEnd;
    private long? _firstInterrupt;

    /// <param name="clock">Measures the time between two interrupts.</param>
    /// <param name="hasLauncher">The launcher holds the program's standard input.</param>
    /// <param name="onSecondInterrupt">What a second Ctrl-C does; without it, it ends the process.</param>
    public StopSignals(TimeProvider clock, bool hasLauncher = false, Action? onSecondInterrupt = null)
    {
        (_clock, _hasLauncher, _onSecondInterrupt) = (clock, hasLauncher, onSecondInterrupt);
        _stop.Token.Register(_requested.SetResult);
        foreach (var signal in Signals)
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
        if (hasLauncher)
            LauncherLink.Watch(Request);
    }

    /// <summary>Cancelled when the program is to stop.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Completes when the program is to stop.</summary>
    public Task Requested => _requested.Task;

    /// <summary>Asks the program to stop.</summary>
    public void Request()
    {
        if (_hasLauncher)
            _forcedEnd ??= _clock.CreateTimer(_ => Environment.Exit(ExitCode.Failure), null, LongestStop, Timeout.InfiniteTimeSpan);
        _stop.Cancel();
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _forcedEnd?.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (context.Signal == PosixSignal.SIGINT)
        {
            if (_hasLauncher)
                return;

            if (IsSecondInterrupt())
            {
                // Without Cancel the system does what it does by default: the process ends.
                context.Cancel = _onSecondInterrupt is not null;
                _onSecondInterrupt?.Invoke();
                return;
            }
        }

        Request();
    }

    private bool IsSecondInterrupt()
    {
        _firstInterrupt ??= _clock.GetTimestamp();
        return _clock.GetElapsedTime(_firstInterrupt.Value) > SameInterrupt;
    }
}
