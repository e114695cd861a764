using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using MsaSample.Launcher.Output;

namespace MsaSample.Launcher.Processes;

/// <summary>
/// One run of a program. Its standard input is a pipe held by the launcher and never written to: when the launcher ends, however
/// it ends, the system closes the pipe and the program sees the end of its input.
/// </summary>
internal sealed class ProcessRun : IDisposable
{
    /// <summary>How long to read the output of an ended process, whose pipe a child of it may still hold open.</summary>
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly ProcessSpec _spec;
    private readonly TaskCompletionSource<Match> _readyLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ProcessRun(Process process, ProcessSpec spec, ProcessLog.LogStreams log)
    {
        _process = process;
        _spec = spec;
        Pid = process.Id;
        Exited = WaitForExitAsync(log);
    }

    public int Pid { get; }

    /// <summary>Completes when the process has ended and its output is read.</summary>
    public Task<ProcessExit> Exited { get; }

    /// <summary>The line that matched <see cref="ProcessSpec.ReadyLine"/>.</summary>
    public Task<Match> ReadyLine => _readyLine.Task;

    /// <summary>Starts the program.</summary>
    /// <exception cref="LaunchException">The system cannot start it.</exception>
    public static ProcessRun Start(ProcessSpec spec, ProcessLog log)
    {
        var start = new ProcessStartInfo(spec.FileName, spec.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in spec.Environment)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }

        try
        {
            return new ProcessRun(Process.Start(start)!, spec, log.BeginRun());
        }
        catch (Win32Exception e)
        {
            throw new LaunchException($"{spec.FileName} cannot be started: {e.Message}");
        }
    }

    /// <summary>Asks it to stop.</summary>
    public void Terminate() => UnixSignal.Send(Pid, UnixSignal.Terminate);

    /// <summary>Ends it at once, with what it started.</summary>
    public void Kill() => UnixSignal.Send(_spec.LeadsGroup ? -Pid : Pid, UnixSignal.Kill);

    public void Dispose() => _process.Dispose();

    private async Task<ProcessExit> WaitForExitAsync(ProcessLog.LogStreams log)
    {
        var output = Task.WhenAll(
            ReadAsync(_process.StandardOutput, ProcessStream.Output, log),
            ReadAsync(_process.StandardError, ProcessStream.Error, log));
        await _process.WaitForExitAsync();
        await Task.WhenAny(output, Task.Delay(OutputGrace, TimeProvider.System));

        // A child that it left behind reads the end of its input now.
        _process.StandardInput.Dispose();
        return new ProcessExit(_process.ExitCode);
    }

    private async Task ReadAsync(StreamReader reader, ProcessStream stream, ProcessLog.LogStreams log)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            log.Write(line, stream);
            if (_spec.ReadyLine is { } pattern && !_readyLine.Task.IsCompleted && pattern.Match(line) is { Success: true } match)
                _readyLine.TrySetResult(match);
        }
    }
}
