using System.Globalization;
using System.Text;
using MsaSample.Launcher.Parts;

namespace MsaSample.Launcher.Output;

/// <summary>The table of parts with their addresses, process ids and log files.</summary>
internal static class PartsTable
{
    public static string Create(IEnumerable<Part> parts)
    {
        List<string[]> rows = [["name", "address", "pid", "log"]];
        rows.AddRange(parts.Select(part => new[]
        {
            part.Name,
            part.Address,
            part.Pid?.ToString(CultureInfo.InvariantCulture) ?? "-",
            part.LogFile is null ? "-" : ShortPath(part.LogFile),
        }));

        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());

        return text.ToString();
    }

    /// <summary>A path relative to the current directory when that is shorter.</summary>
    public static string ShortPath(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.Length < path.Length ? relative : path;
    }
}
