namespace MsaSample.Kafka.Clients;

/// <summary>
/// Reads Java's properties format as far as Kafka's client files use it: comments, <c>=</c> or <c>:</c>, lines continued with a backslash.
/// </summary>
internal static class PropertiesFile
{
    /// <summary>Every setting of a file; the last of equal names counts.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Dictionary<string, string> Read(string path) => Parse(File.ReadLines(path));

    /// <summary>Every setting of these lines.</summary>
    public static Dictionary<string, string> Parse(IEnumerable<string> lines)
    {
        var settings = new Dictionary<string, string>();
        var open = "";
        foreach (var line in lines.Append(""))
        {
            var text = open + line.TrimStart();
            open = "";
            if (text.EndsWith('\\'))
                open = text[..^1];
            else if (text.Length > 0 && text[0] is not ('#' or '!'))
                Add(settings, text);
        }

        return settings;
    }

    private static void Add(Dictionary<string, string> settings, string text)
    {
        var end = text.IndexOfAny(['=', ':']);
        if (end < 0)
            settings[text.TrimEnd()] = "";
        else
            settings[text[..end].TrimEnd()] = text[(end + 1)..].Trim();
    }
}
