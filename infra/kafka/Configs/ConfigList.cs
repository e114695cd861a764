namespace MsaSample.Kafka.Configs;

/// <summary>The value of <c>--add-config</c>: <c>k=v,k=[v,v]</c>, where brackets hold a value with commas.</summary>
internal static class ConfigList
{
    /// <summary>Cuts at the commas that are not in brackets.</summary>
    public static IEnumerable<string> Split(string text)
    {
        var start = 0;
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '[' => 1, ']' => -1, _ => 0 };
            if (text[i] != ',' || depth > 0)
                continue;

            yield return text[start..i].Trim();
            start = i + 1;
        }

        yield return text[start..].Trim();
    }

    public static string Unbracket(string value) => value.StartsWith('[') && value.EndsWith(']') ? value[1..^1] : value;
}
