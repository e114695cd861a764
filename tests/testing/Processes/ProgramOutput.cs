using System.Text.RegularExpressions;

namespace MsaSample.Testing;

/// <summary>The lines that a program wrote, kept in memory and, when a path is given, in a file.</summary>
internal sealed class ProgramOutput(string? path) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<(string Text, bool IsError)> _lines = [];
    private StreamWriter? _file = path is null ? null : new StreamWriter(path, append: true) { AutoFlush = true };

    public void Add(string? line, bool isError)
    {
        if (line is null) return;
        lock (_gate)
        {
            _lines.Add((line, isError));
            _file?.WriteLine(line);
        }
    }

    public Match? Find(Regex expression)
    {
        lock (_gate) return _lines.Select(line => expression.Match(line.Text)).FirstOrDefault(match => match.Success);
    }

    public string Text(bool errors)
    {
        lock (_gate) return string.Concat(_lines.Where(line => line.IsError == errors).Select(line => line.Text + "\n"));
    }

    public string Tail(string name, int count)
    {
        lock (_gate) return $"Last lines of {name}:\n" + string.Join('\n', _lines.TakeLast(count).Select(line => "  | " + line.Text));
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
            _file = null;
        }
    }
}
