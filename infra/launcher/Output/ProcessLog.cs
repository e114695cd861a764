using MsaSample.Launcher.Processes;

namespace MsaSample.Launcher.Output;

/// <summary>Where the output of one process goes, over all its restarts: its file, its last lines, and the terminal when it matters.</summary>
internal sealed class ProcessLog(string name, string path, Terminal terminal, bool verbose) : IDisposable
{
    private const int TailLines = 10;

    private readonly LogFile _file = new(path);
    private readonly Queue<string> _tail = new(TailLines);

    public string Path => _file.Path;

    /// <summary>The last lines it wrote, each indented, for a message that shows them.</summary>
    public string Tail()
    {
        lock (_tail)
            return _tail.Count == 0 ? "    (it wrote nothing)" : string.Join('\n', _tail.Select(line => "    " + line));
    }

    /// <summary>A line of the launcher about the process, for the file only.</summary>
    public void Note(string text) => _file.WriteLine($"--- {text}");

    /// <summary>Starts a new run: the tail holds lines of the current run only.</summary>
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

    /// <summary>Ten frames of a stack say less than the message above them, which they would push out.</summary>
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

    /// <summary>The two streams of one run; each has its own records.</summary>
    internal sealed class LogStreams(ProcessLog log)
    {
        private readonly SeverityReader _output = new(Severity.Information);
        private readonly SeverityReader _error = new(Severity.Error);

        public void Write(string line, ProcessStream stream) =>
            log.Write(line, (stream == ProcessStream.Output ? _output : _error).Read(line));
    }
}
