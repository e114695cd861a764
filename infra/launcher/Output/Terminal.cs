namespace MsaSample.Launcher.Output;

/// <summary>The only writer to the terminal, so that lines of different processes do not mix.</summary>
internal sealed class Terminal(TextWriter output, bool colored = false)
{
    private const string Reset = "\e[0m";

    private readonly Lock _lock = new();
    private int _nameWidth = "launcher".Length;

    /// <summary>The terminal of this process; coloured unless it is redirected or <c>NO_COLOR</c> is set.</summary>
    public static Terminal ForConsole() =>
        new(Console.Out, !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    /// <summary>Makes the column of names wide enough for this one.</summary>
    public void MakeRoomFor(string name) => _nameWidth = Math.Max(_nameWidth, name.Length);

    /// <summary>Writes text for the user without a name in front.</summary>
    public void Write(string text)
    {
        lock (_lock)
            output.WriteLine(text);
    }

    /// <summary>Writes a message of the launcher about the running system; it may have several lines.</summary>
    public void Say(string text) => WriteNamed("launcher", text, Severity.Information);

    /// <summary>Writes text with the name of its process in front of each line.</summary>
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
