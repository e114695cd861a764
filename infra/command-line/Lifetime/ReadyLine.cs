using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MsaSample.CommandLine.Lifetime;

/// <summary>The line by which a program says that it listens, and where: <c>broker is ready: 127.0.0.1:9092 (0.2 s)</c>.</summary>
public static partial class ReadyLine
{
    /// <summary>Finds the line in a program's output; group 1 is the address.</summary>
    [GeneratedRegex(@"^[a-z-]+ is ready: (\S+) \(")]
    public static partial Regex Pattern { get; }

    /// <summary>The line, with the seconds since the process began.</summary>
    public static string Create(string program, string address, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        using var process = Process.GetCurrentProcess();
        var elapsed = clock.GetUtcNow() - process.StartTime.ToUniversalTime();
        return string.Create(CultureInfo.InvariantCulture, $"{program} is ready: {address} ({elapsed.TotalSeconds:0.0} s)");
    }
}
