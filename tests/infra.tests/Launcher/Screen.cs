using System.Text;

namespace MsaSample.Infra.Tests.Launcher;

/// <summary>A terminal that remembers its lines; may be read while others write.</summary>
internal sealed class Screen : TextWriter
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];

    public override Encoding Encoding => Encoding.UTF8;

    public string Text
    {
        get
        {
            lock (_lock)
                return string.Join('\n', _lines);
        }
    }

    public override void WriteLine(string? value)
    {
        lock (_lock)
            _lines.Add(value ?? "");
    }
}
