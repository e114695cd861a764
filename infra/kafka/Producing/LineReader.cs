using System.Text;
using Confluent.Kafka;
using MsaSample.CommandLine.Options;
using MsaSample.Kafka.Commands;

namespace MsaSample.Kafka.Producing;

/// <summary>Reads lines as records: <c>h1:v1,h2:v2⇥key⇥value</c>, as far as its properties ask for headers and key.</summary>
internal sealed class LineReader
{
    // One character for each byte, so that bytes that are not UTF-8 stay unchanged.
    private static readonly Encoding Bytes = Encoding.Latin1;

    private readonly Dictionary<string, string> _properties = new()
    {
        ["parse.key"] = "false",
        ["parse.headers"] = "false",
        ["ignore.error"] = "false",
        ["key.separator"] = "\t",
        ["headers.delimiter"] = "\t",
        ["headers.separator"] = ",",
        ["headers.key.separator"] = ":",
        ["null.marker"] = "",
    };

    /// <exception cref="UsageException">There is no such property.</exception>
    public LineReader(IEnumerable<(string Name, string Value)> properties)
    {
        foreach (var (name, value) in properties)
        {
            if (!_properties.ContainsKey(name))
                throw UnknownProperty(name);

            _properties[name] = Bytes.GetString(Encoding.UTF8.GetBytes(value));
        }
    }

    /// <summary>Reads lines to the end of the input; calls <paramref name="prompt"/> before each.</summary>
    /// <exception cref="ToolException">A line lacks its key or headers, and <c>ignore.error</c> is not set.</exception>
    public IEnumerable<Message<byte[]?, byte[]?>> Read(Stream input, Action prompt)
    {
        using var lines = new StreamReader(input, Bytes);
        for (var number = 1; ; number++)
        {
            prompt();
            if (lines.ReadLine() is not { } line)
                yield break;

            yield return Parse(line, number);
        }
    }

    private Message<byte[]?, byte[]?> Parse(string line, int number)
    {
        var rest = line;
        var headers = Is("parse.headers") ? Take(ref rest, "headers.delimiter", "headers delimiter", line, number) : null;
        var key = Is("parse.key") ? Take(ref rest, "key.separator", "key separator", line, number) : null;
        return new()
        {
            Key = OrNull(key),
            Value = OrNull(rest),
            Headers = headers is null || IsNull(headers) ? null : ParseHeaders(headers, number),
        };
    }

    /// <summary>Takes the text before the separator; null, and takes nothing, when there is no separator and that is allowed.</summary>
    private string? Take(ref string rest, string separator, string meaning, string line, int number)
    {
        var mark = _properties[separator];
        var end = rest.IndexOf(mark, StringComparison.Ordinal);
        if (end < 0)
            return Is("ignore.error") ? null : throw new ToolException($"No {meaning} found on line number {number}: '{Text(line)}'");

        var taken = rest[..end];
        rest = rest[(end + mark.Length)..];
        return taken;
    }

    private Headers ParseHeaders(string text, int number)
    {
        var headers = new Headers();
        var mark = _properties["headers.key.separator"];
        foreach (var pair in text.Split(_properties["headers.separator"]))
        {
            var end = pair.IndexOf(mark, StringComparison.Ordinal);
            if (end >= 0)
                headers.Add(Text(pair[..end]), OrNull(pair[(end + mark.Length)..]));
            else if (!Is("ignore.error"))
                throw new ToolException($"No header key separator found in pair '{Text(pair)}' on line number {number}");
        }

        return headers;
    }

    private bool Is(string property) => _properties[property].Equals("true", StringComparison.OrdinalIgnoreCase);

    private byte[]? OrNull(string? text) => text is null || IsNull(text) ? null : Bytes.GetBytes(text);

    private bool IsNull(string text) => _properties["null.marker"] is { Length: > 0 } marker && text == marker;

    private static string Text(string bytes) => Encoding.UTF8.GetString(Bytes.GetBytes(bytes));

    private UsageException UnknownProperty(string name) => new(
        NearestName.Refuse("reader property", name, _properties.Keys, $"there are {string.Join(", ", _properties.Keys)}"));
}
