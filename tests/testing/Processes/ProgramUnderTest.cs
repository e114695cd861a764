using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MsaSample.Testing;

/// <summary>
/// A program that a test runs as a process: starts it with arguments and environment, captures its output, waits for a line of it, and
/// sends signals. The process is killed when the test program ends, even when that is killed itself.
/// </summary>
public sealed class ProgramUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan OutputTimeout = TimeSpan.FromSeconds(5);

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

    /// <summary>Its name in failure texts.</summary>
    public string Name { get; }

    /// <summary>The process id; stays the same after the end.</summary>
    public int Pid { get; }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Its standard input.</summary>
    public StreamWriter StandardInput => _process.StandardInput;

    /// <summary>All it wrote to standard output up to now.</summary>
    public string StandardOutput => _output.Text(errors: false);

    /// <summary>All it wrote to standard error up to now.</summary>
    public string StandardError => _output.Text(errors: true);

    /// <summary>Starts one of our programs, by the name of its project, for example <c>MsaSample.Broker</c>.</summary>
    /// <param name="logDirectory">The directory for the output, in <c>{project}.log</c>; when null, it is kept in memory only.</param>
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
    /// <exception cref="InvalidOperationException">The program ended first, or printed no such line in time; the text has the end of its
    /// output.</exception>
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

    /// <summary>Sends SIGSTOP: it stops running, with its connections open.</summary>
    public void Pause() => Signals.Pause(Pid);

    /// <summary>Sends SIGCONT: it runs again after <see cref="Pause"/>.</summary>
    public void Resume() => Signals.Resume(Pid);

    /// <summary>Sends SIGTERM, waits for its end and returns the exit code.</summary>
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
            await _process.WaitForExitAsync(ct).WaitAsync(within ?? StopTimeout, TimeProvider.System, ct);
        }
        catch (TimeoutException e)
        {
            throw new InvalidOperationException(
                $"{Name} (pid {Pid}) did not end within {(within ?? StopTimeout).TotalSeconds:0} s.\n{Tail()}", e);
        }
        Reaper.Forget(Pid);
        return _process.ExitCode;
    }

    /// <summary>The last lines of its output, for a failure text.</summary>
    public string Tail(int lines = 40) => _output.Tail(Name, lines);

    /// <summary>Ends it with SIGTERM, or, when that takes too long, with SIGKILL.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!HasExited)
        {
            Signals.Resume(Pid);
            Signals.Term(Pid);
            await EndsWithinAsync(StopTimeout);
        }
        if (!HasExited) _process.Kill(entireProcessTree: true);
        // A process that it started may keep its output open after its end.
        await EndsWithinAsync(OutputTimeout);
        Reaper.Forget(Pid);
        _process.Dispose();
        _output.Dispose();
    }

    private async Task EndsWithinAsync(TimeSpan time) =>
        await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(time, TimeProvider.System));
}
