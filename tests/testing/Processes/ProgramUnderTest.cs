using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MsaSample.Testing;

/// <summary>
/// A program as a real process: started with arguments and environment, its output captured into a file, waited for by a line it prints,
/// signalled, stopped or killed. What it started is ended with the test program even when that one is killed.
/// </summary>
public sealed class ProgramUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan OutputPatience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly ProgramOutput _output;

    private ProgramUnderTest(string name, Process process, ProgramOutput output)
    {
        (Name, _process, _output) = (name, process, output);
        Pid = process.Id;
        Reaper.Watch(Pid);
        process.OutputDataReceived += (_, line) => output.Add(line.Data, isError: false);
        process.ErrorDataReceived += (_, line) => output.Add(line.Data, isError: true);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The name it has in failure texts.</summary>
    public string Name { get; }

    /// <summary>The process id; stays the same after the end.</summary>
    public int Pid { get; }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>What it reads.</summary>
    public StreamWriter StandardInput => _process.StandardInput;

    /// <summary>All it wrote to standard output up to now.</summary>
    public string StandardOutput => _output.Text(errors: false);

    /// <summary>All it wrote to standard error up to now.</summary>
    public string StandardError => _output.Text(errors: true);

    /// <summary>Starts one of our programs, by the name of its project, for example <c>MsaSample.Broker</c>.</summary>
    /// <param name="project">Name of project and assembly.</param>
    /// <param name="arguments">Command line.</param>
    /// <param name="logDirectory">Where the output goes, as <c>{project}.log</c>; null: kept in memory only.</param>
    /// <param name="environment">Variables added to those of the test program.</param>
    public static ProgramUnderTest Start(
        string project,
        IEnumerable<string> arguments,
        string? logDirectory = null,
        IReadOnlyDictionary<string, string>? environment = null) =>
        StartCommand(project, "dotnet", [Executables.OwnProgram(project), .. arguments], logDirectory, environment);

    /// <summary>Starts any command; the parameters are those of <see cref="Start"/>.</summary>
    public static ProgramUnderTest StartCommand(
        string name,
        string command,
        IEnumerable<string> arguments,
        string? logDirectory = null,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (variable, value) in environment ?? new Dictionary<string, string>()) start.Environment[variable] = value;
        var output = new ProgramOutput(logDirectory is null ? null : Path.Combine(logDirectory, name + ".log"));
        return new ProgramUnderTest(name, Process.Start(start)!, output);
    }

    /// <summary>Waits for a line on standard output or standard error that matches the pattern.</summary>
    /// <exception cref="InvalidOperationException">The program ended first, or said nothing of the kind in time; the text has the end of
    /// its output.</exception>
    public async Task<Match> WaitForLineAsync(string pattern, TimeSpan? within = null, CancellationToken ct = default)
    {
        var expression = new Regex(pattern, RegexOptions.CultureInvariant);
        Match? match = null;
        try
        {
            await Eventually.True(
                $"{Name} prints a line like '{pattern}'",
                () => (match = _output.Find(expression)) is not null || HasExited,
                within, ct: ct);
        }
        catch (TimeoutException e)
        {
            throw new InvalidOperationException($"{e.Message}\n{Tail()}", e);
        }
        if (match is null && HasExited)
        {
            await _process.WaitForExitAsync(ct);
            match = _output.Find(expression);
        }
        return match ?? throw new InvalidOperationException($"{Name} ended with exit code {_process.ExitCode}.\n{Tail()}");
    }

    /// <summary>Kills it with SIGKILL and waits for its end.</summary>
    public Task KillAsync()
    {
        Signals.Kill(Pid);
        return WaitForExitAsync();
    }

    /// <summary>SIGSTOP: it hangs with its connections open.</summary>
    public void Pause() => Signals.Pause(Pid);

    /// <summary>SIGCONT: it goes on after <see cref="Pause"/>.</summary>
    public void Resume() => Signals.Resume(Pid);

    /// <summary>Asks it with SIGTERM to end and returns the exit code.</summary>
    public Task<int> StopAsync(CancellationToken ct = default)
    {
        Signals.Term(Pid);
        return WaitForExitAsync(ct: ct);
    }

    /// <summary>Waits for its end and returns the exit code.</summary>
    /// <exception cref="InvalidOperationException">It still runs after the time; the text has the end of its output.</exception>
    public async Task<int> WaitForExitAsync(TimeSpan? within = null, CancellationToken ct = default)
    {
        try
        {
            await _process.WaitForExitAsync(ct).WaitAsync(within ?? StopPatience, TimeProvider.System, ct);
        }
        catch (TimeoutException e)
        {
            throw new InvalidOperationException(
                $"{Name} (pid {Pid}) did not end within {(within ?? StopPatience).TotalSeconds:0} s.\n{Tail()}", e);
        }
        Reaper.Forget(Pid);
        return _process.ExitCode;
    }

    /// <summary>The last lines of its output, for a failure text.</summary>
    public string Tail(int lines = 40) => _output.Tail(Name, lines);

    /// <summary>Ends it: asked first, then killed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!HasExited)
        {
            Signals.Resume(Pid);
            Signals.Term(Pid);
            await EndsWithinAsync(StopPatience);
        }
        if (!HasExited) _process.Kill(entireProcessTree: true);
        // Its output may stay open for longer than it lives, in the hands of a process that it started.
        await EndsWithinAsync(OutputPatience);
        Reaper.Forget(Pid);
        _process.Dispose();
        _output.Dispose();
    }

    private async Task EndsWithinAsync(TimeSpan time) =>
        await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(time, TimeProvider.System));
}
