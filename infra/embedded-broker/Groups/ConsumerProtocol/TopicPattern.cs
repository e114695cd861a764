using System.Text.RegularExpressions;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>
/// A subscription by regular expression (SubscribedTopicRegex). Kafka uses RE2, which has no look-around and no back-references; .NET's
/// non-backtracking engine has the same limits and, like RE2, takes linear time.
/// </summary>
internal sealed class TopicPattern
{
    private const int MaxLength = 1000;
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private readonly Regex _regex;

    private TopicPattern(string text)
    {
        Text = text;
        _ = new Regex(text, Options); // checked without the parentheses of the next line, with which "a)(b" would be valid
        _regex = new Regex($@"\A(?:{text})\z", Options);
    }

    /// <summary>The pattern as the client sent it.</summary>
    public string Text { get; }

    /// <summary>Compiles a pattern; false, with the reason, when it is not valid.</summary>
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

    /// <summary>Whether the pattern matches the whole name.</summary>
    public bool Matches(string topic) => _regex.IsMatch(topic);
}
