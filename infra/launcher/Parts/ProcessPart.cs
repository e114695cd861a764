using System.Globalization;
using MsaSample.Launcher.Output;
using MsaSample.Launcher.Processes;

namespace MsaSample.Launcher.Parts;

/// <summary>Waits until a run is ready and returns its address; reports what it waits for.</summary>
internal delegate Task<string> ReadinessCheck(ProcessRun run, Action<string> waitingFor, CancellationToken cancellationToken);

/// <summary>
/// How a <see cref="ProcessPart"/> runs. <paramref name="Spec"/> is called at each start, with the address of the last run that was ready,
/// so that a restart keeps its port.
/// </summary>
internal sealed record ProcessPlan(Func<string?, ProcessSpec> Spec, ReadinessCheck Readiness)
{
    public RestartPolicy Restarts { get; init; } = new();

    /// <summary>Done once, before the first run.</summary>
    public Func<CancellationToken, Task> Prepare { get; init; } = _ => Task.CompletedTask;

    /// <summary>How long it may take to become ready before the launcher gives up.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long it may take to stop before it is killed.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The id of the real process, where the one that was started is only its guard.</summary>
    public Func<int?> InnerPid { get; init; } = () => null;
}

/// <summary>A process that is kept running: when it dies, the launcher says so and starts it again.</summary>
internal sealed class ProcessPart(
    string name, ProcessPlan plan, ProcessLog log, ProcessJournal journal, Terminal terminal, TimeProvider clock)
    : Part(name), IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _firstReady = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ProcessRun? _run;
    private Task _supervision = Task.CompletedTask;

    public override int? Pid => plan.InnerPid() ?? _run?.Pid;

    public override string LogFile => log.Path;

    protected override async Task StartNowAsync(CancellationToken cancellationToken)
    {
        WaitingFor = "its preparation";
        await plan.Prepare(cancellationToken);
        WaitingFor = "its start";
        _supervision = SuperviseAsync();
        try
        {
            await _firstReady.Task.WaitAsync(plan.StartTimeout, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new LaunchException(
                $"{Name} is not ready after {plan.StartTimeout.TotalSeconds:0} s; it waits for {WaitingFor}. "
                + $"The last lines of its log:\n{log.Tail()}");
        }
    }

    public override async Task StopAsync(CancellationToken force)
    {
        await _stopping.CancelAsync();
        using var forced = force.Register(() => _run?.Kill());
        await _supervision;
    }

    public void Dispose()
    {
        _stopping.Dispose();
        log.Dispose();
    }

    private async Task SuperviseAsync()
    {
        for (var attempt = 1; !_stopping.IsCancellationRequested; attempt++)
        {
            ProcessExit exit;
            var started = clock.GetTimestamp();
            try
            {
                exit = await RunOnceAsync(started);
            }
            catch (LaunchException e)
            {
                if (!_firstReady.TrySetException(e))
                    terminal.WriteNamed("launcher", e.Message, Severity.Error);

                return;
            }

            if (_stopping.IsCancellationRequested)
                return;

            var ran = clock.GetElapsedTime(started);
            if (!_firstReady.Task.IsCompletedSuccessfully && attempt >= plan.Restarts.StartAttempts)
            {
                _firstReady.TrySetException(new LaunchException($"{Name} cannot start: {exit}. The last lines of its log:\n{log.Tail()}"));
                return;
            }

            var delay = plan.Restarts.NextDelay(ran);
            WaitingFor = "its next start";
            terminal.WriteNamed(
                "launcher",
                $"{Name} died ({exit}) after {Seconds(ran)}; it is started again in {Seconds(delay)}. "
                + $"The last lines of its log:\n{log.Tail()}",
                Severity.Error);
            await Task.Delay(delay, clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<ProcessExit> RunOnceAsync(long started)
    {
        using var run = ProcessRun.Start(plan.Spec(Address.Length == 0 ? null : Address), log);
        _run = run;
        log.Note($"{Name} started, pid {run.Pid}");
        journal.Add(Name, run.Pid);

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var ready = WatchReadinessAsync(run, started, ended.Token);
        using (_stopping.Token.Register(() => _ = StopRunAsync(run)))
        {
            var exit = await run.Exited;
            _run = null;
            await ended.CancelAsync();
            await ready;
            journal.Remove(run.Pid);
            log.Note($"{Name} ended, {exit}");
            return exit;
        }
    }

    private async Task WatchReadinessAsync(ProcessRun run, long started, CancellationToken ended)
    {
        try
        {
            Address = await plan.Readiness(run, what => WaitingFor = what, ended);
            WaitingFor = "";
            if (plan.InnerPid() is { } inner)
                journal.Add(Name, inner);

            if (!_firstReady.TrySetResult())
                terminal.Say($"{Name} is ready again: {Address} ({Seconds(clock.GetElapsedTime(started))})");
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            WaitingFor = "its end";
        }
    }

    private async Task StopRunAsync(ProcessRun run)
    {
        run.Terminate();
        if (await Task.WhenAny(run.Exited, Task.Delay(plan.StopTimeout, clock)) == run.Exited)
            return;

        terminal.WriteNamed("launcher", $"{Name} did not stop within {Seconds(plan.StopTimeout)} and is killed", Severity.Warning);
        run.Kill();
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
