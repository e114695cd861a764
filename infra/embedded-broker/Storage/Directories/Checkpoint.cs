using System.Globalization;
using System.Text;
using MsaSample.Broker.Files;

namespace MsaSample.Broker.Storage.Directories;

/// <summary>
/// Kafka's format of an offset checkpoint: a line with version 0, a line with the number of entries, then <c>topic partition offset</c> per
/// line.
/// </summary>
internal static class Checkpoint
{
    public static void Save(string path, IEnumerable<KeyValuePair<string, long>> offsets)
    {
        var lines = offsets.ToArray();
        var text = new StringBuilder().Append("0\n").Append(lines.Length).Append('\n');
        foreach (var (name, offset) in lines)
        {
            var dash = name.LastIndexOf('-');
            text.Append(name.AsSpan(0, dash)).Append(' ').Append(name.AsSpan(dash + 1)).Append(' ').Append(offset).Append('\n');
        }

        AtomicFile.Write(path, text.ToString());
    }

    /// <summary>Offsets by partition directory name (<c>topic-0</c>). A missing file and malformed lines yield no offsets.</summary>
    /// <param name="path">The checkpoint file.</param>
    /// <param name="mayBeLost">Whether an unreadable file counts as missing; otherwise reading it throws.</param>
    public static Dictionary<string, long> Load(string path, bool mayBeLost)
    {
        var offsets = new Dictionary<string, long>();
        foreach (var line in Lines(path, mayBeLost).Skip(2))
        {
            if (line.Split(' ') is [var topic, var partition, var text]
                && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
                offsets[$"{topic}-{partition}"] = offset;
        }

        return offsets;
    }

    /// <summary>The lines of a file; none when it is missing, or when it is unreadable and <paramref name="mayBeLost"/>.</summary>
    public static string[] Lines(string path, bool mayBeLost)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception e) when (mayBeLost && e is (IOException or UnauthorizedAccessException))
        {
            return [];
        }
    }
}
