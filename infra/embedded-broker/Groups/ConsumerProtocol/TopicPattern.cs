using System.Text.RegularExpressions;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>
/// A subscription by regular expression. Kafka takes RE2's syntax, which has no look-around and no back-references; .NET's engine
/// without backtracking has the same limits and the same linear time.
/// </summary>
internal sealed class TopicPattern
{
    private const int MaxLength = 1000;
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private readonly Regex _regex;

    private TopicPattern(string text)
    {
        Text = text;
        _ = new Regex(text, Options); // by itself first: "a)(b" is only valid between the parentheses of the next line
        _regex = new Regex($@"\A(?:{text})\z", Options);
    }

    /// <summary>As the client wrote it.</summary>
    public string Text { get; }

    /// <summary>Compiles a pattern; false with the reason when it cannot be one.</summary>
    public static bool TryParse(string text, out TopicPattern? pattern, out string problem)
    {
        (pattern, problem) = (null, "");
        if (text.Length > MaxLength)
        {
            problem = $"more than {MaxLength} characters";
            return false;
        }

        try
        {
            pattern = new TopicPattern(text);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            problem = e.Message;
            return false;
        }
    }

    /// <summary>Whether the whole name matches.</summary>
    public bool Matches(string topic) => _regex.IsMatch(topic);
}
