using System.Text.RegularExpressions;
using MsaSample.CommandLine.Lifetime;

namespace MsaSample.Launcher.Output;

/// <summary>
/// Finds the severity of each line of one stream. A line that begins no log record (a stack trace, the second line of a message) has the
/// severity of the record before it.
/// </summary>
/// <param name="beforeFirstRecord">The severity of lines before the first record; on standard error, an error.</param>
internal sealed partial class SeverityReader(Severity beforeFirstRecord)
{
    private Severity _current = beforeFirstRecord;

    public Severity Read(string line)
    {
        if (DotnetRecord().Match(line) is { Success: true } dotnet)
        {
            _current = dotnet.Groups[1].Value switch
            {
                "warn" => Severity.Warning,
                "fail" or "crit" => Severity.Error,
                _ => Severity.Information,
            };
        }
        else if (MariaDbRecord().Match(line) is { Success: true } mariaDb)
        {
            _current = mariaDb.Groups[1].Value switch
            {
                "Warning" => Severity.Warning,
                "ERROR" => Severity.Error,
                _ => Severity.Information,
            };
        }
        else if (ReadyLine.Pattern.IsMatch(line))
        {
            return Severity.Information;
        }

        return _current;
    }

    /// <summary>Microsoft.Extensions.Logging.Console, simple formatter: <c>12:00:01.123 warn: Category[1] text</c>.</summary>
    [GeneratedRegex(@"^(?:\d{2}:\d{2}:\d{2}\.\d{3} )?(trce|dbug|info|warn|fail|crit): ")]
    private static partial Regex DotnetRecord();

    /// <summary>MariaDB's error log: <c>2026-01-31 12:00:01 0 [Warning] text</c>.</summary>
    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2} +\d{1,2}:\d{2}:\d{2} \d+ \[(Note|Warning|ERROR)\] ")]
    private static partial Regex MariaDbRecord();
}
