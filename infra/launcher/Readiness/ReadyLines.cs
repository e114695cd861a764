using System.Text.RegularExpressions;

namespace MsaSample.Launcher.Readiness;

/// <summary>The lines by which programs say that they listen.</summary>
internal static partial class ReadyLines
{
    /// <summary><c>broker is ready: 127.0.0.1:9092 (0.2 s)</c>; group 1 is the address.</summary>
    [GeneratedRegex(@"^[a-z-]+ is ready: (\S+) \(")]
    public static partial Regex Program();

    /// <summary>MariaDB's error log, after recovery and after its init file has run.</summary>
    [GeneratedRegex(@": ready for connections\.?$")]
    public static partial Regex MariaDb();
}
