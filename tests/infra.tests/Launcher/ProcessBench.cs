using System.Text.RegularExpressions;
using MsaSample.Launcher.Output;
using MsaSample.Launcher.Parts;
using MsaSample.Launcher.Processes;
using MsaSample.Testing;

namespace MsaSample.Infra.Tests.Launcher;

/// <summary>Runs shell scripts as parts of a system, in a directory of their own.</summary>
internal sealed partial class ProcessBench : IDisposable
{
    private readonly TempDirectory _directory = new("launcher");
    private readonly List<ProcessPart> _parts = [];

    public ProcessBench(bool verbose = false) => Verbose = verbose;

    public Screen Screen { get; } = new();

    public bool Verbose { get; }

    public string Directory => _directory.Path;

    public string JournalFile => _directory.File("processes");

    /// <summary>A part that runs <paramref name="script"/>; it is ready when that prints <c>x is ready: ADDRESS (…)</c>.</summary>
    public ProcessPart Create(string name, string script, TimeSpan? stopTimeout = null, params string[] arguments) =>
        Create(name, new ProcessPlan(
            last => new ProcessSpec("sh", ["-c", script, "sh", last ?? "", .. arguments]) { ReadyLine = ReadyLine() },
            async (run, _, ct) => (await run.ReadyLine.WaitAsync(ct)).Groups[1].Value)
        {
            Restarts = new RestartPolicy { FirstDelay = TimeSpan.FromMilliseconds(1) },
            StopTimeout = stopTimeout ?? TimeSpan.FromSeconds(20),
        });

    public ProcessPart Create(string name, ProcessPlan plan)
    {
        var terminal = new Terminal(Screen);
        var part = new ProcessPart(
            name, plan, CreateLog(name), new ProcessJournal(JournalFile), terminal, TimeProvider.System);
        _parts.Add(part);
        return part;
    }

    public ProcessLog CreateLog(string name) => new(name, LogOf(name), new Terminal(Screen), Verbose);

    public string LogOf(string name) => _directory.File(name + ".log");

    public void Dispose()
    {
        foreach (var part in _parts)
            part.Dispose();

        _directory.Dispose();
    }

    [GeneratedRegex(@"^[a-z-]+ is ready: (\S+) \(")]
    private static partial Regex ReadyLine();
}
