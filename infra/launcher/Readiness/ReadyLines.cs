using System.Text.RegularExpressions;

namespace MsaSample.Launcher.Readiness;

/// <summary>The lines by which programs of others say that they listen.</summary>
internal static partial class ReadyLines
{
    /// <summary>MariaDB's error log, after recovery and after its init file has run.</summary>
    [GeneratedRegex(@": ready for connections\.?$")]
    public static partial Regex MariaDb();
}
