using MsaSample.Launcher.Processes;

namespace MsaSample.Launcher.Output;

/// <summary>Takes the output of one process over all its restarts: into its file, and to the terminal from warnings up.</summary>
internal sealed class ProcessLog(string name, string path, Terminal terminal, bool verbose) : IDisposable
{
    private const int TailLines = 10;

    private readonly LogFile _file = new(path);
    private readonly Queue<string> _tail = new(TailLines);

    public string Path => _file.Path;

    /// <summary>The last lines of the current run, each indented, for an error message.</summary>
    public string Tail()
    {
        lock (_tail)
            return _tail.Count == 0 ? "    (it wrote nothing)" : string.Join('\n', _tail.Select(line => "    " + line));
    }

    /// <summary>Writes a line of the launcher about the process, into the file only.</summary>
    public void Note(string text) => _file.WriteLine($"--- {text}");

    /// <summary>Begins a new run with an empty tail.</summary>
    public LogStreams BeginRun()
    {
        lock (_tail)
            _tail.Clear();

        return new LogStreams(this);
    }

    public void Dispose() => _file.Dispose();

    private void Write(string line, Severity severity)
    {
        _file.WriteLine(line);
        if (!IsStackFrame(line))
            Remember(line);

        if (verbose || severity > Severity.Information)
            terminal.WriteNamed(name, line, severity);
    }

    /// <summary>A stack trace would push the message above it out of the tail.</summary>
    private static bool IsStackFrame(string line) => line.TrimStart().StartsWith("at ", StringComparison.Ordinal);

    private void Remember(string line)
    {
        lock (_tail)
        {
            if (_tail.Count == TailLines)
                _tail.Dequeue();

            _tail.Enqueue(line);
        }
    }

    /// <summary>The two output streams of one run. Each has its own reader of severities, because their lines mix.</summary>
    internal sealed class LogStreams(ProcessLog log)
    {
        private readonly SeverityReader _output = new(Severity.Information);
        private readonly SeverityReader _error = new(Severity.Error);

        public void Write(string line, ProcessStream stream) =>
            log.Write(line, (stream == ProcessStream.Output ? _output : _error).Read(line));
    }
}
