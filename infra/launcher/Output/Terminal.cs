namespace MsaSample.Launcher.Output;

/// <summary>The one writer to the terminal: a line is never torn by another process's line.</summary>
internal sealed class Terminal(TextWriter output, bool colored = false)
{
    private const string Reset = "\e[0m";

    private readonly Lock _lock = new();
    private int _nameWidth = "launcher".Length;

    /// <summary>The terminal of this process; colours only where a person reads, and <c>NO_COLOR</c> is not set.</summary>
    public static Terminal ForConsole() =>
        new(Console.Out, !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    /// <summary>Makes the column of names wide enough for this one.</summary>
    public void MakeRoomFor(string name) => _nameWidth = Math.Max(_nameWidth, name.Length);

    /// <summary>Text for the user, as it is.</summary>
    public void Write(string text)
    {
        lock (_lock)
            output.WriteLine(text);
    }

    /// <summary>What the launcher itself has to say about the running system; may have several lines.</summary>
    public void Say(string text) => WriteNamed("launcher", text, Severity.Information);

    /// <summary>A line of a process's log, or of the launcher, with the name in front of each line.</summary>
    public void WriteNamed(string name, string text, Severity severity)
    {
        lock (_lock)
        {
            foreach (var line in text.Split('\n'))
                output.WriteLine($"{name.PadRight(_nameWidth)} | {Paint(line.TrimEnd('\r'), severity)}");
        }
    }

    private string Paint(string line, Severity severity) => (colored, severity) switch
    {
        (true, Severity.Warning) => $"\e[33m{line}{Reset}",
        (true, Severity.Error) => $"\e[31m{line}{Reset}",
        _ => line,
    };
}
