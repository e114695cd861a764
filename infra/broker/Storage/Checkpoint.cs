using System.Globalization;
using System.Text;

namespace MsaSample.Broker.Storage;

/// <summary>Kafka's checkpoint file: version 0, number of lines, then <c>topic partition offset</c> per line. Used for recovery points and log starts.</summary>
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

    /// <summary>Offsets by partition directory name (<c>topic-0</c>). Missing file or lines that say nothing: less is known, recovery reads more.</summary>
    public static Dictionary<string, long> Load(string path)
    {
        var offsets = new Dictionary<string, long>();
        if (!File.Exists(path))
            return offsets;

        foreach (var line in File.ReadLines(path).Skip(2))
        {
            if (line.Split(' ') is [var topic, var partition, var text]
                && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
                offsets[$"{topic}-{partition}"] = offset;
        }

        return offsets;
    }
}
