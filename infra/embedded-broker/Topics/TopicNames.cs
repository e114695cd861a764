namespace MsaSample.Broker.Topics;

/// <summary>Kafka's rules for topic names.</summary>
internal static class TopicNames
{
    private const int MaxLength = 249;

    /// <summary>Null when the name is good, else why not, in Kafka's words.</summary>
    public static string? Check(string name) => name switch
    {
        "" => "Topic name is invalid: the empty string is not allowed",
        "." or ".." => $"Topic name is invalid: '{name}' is not allowed",
        { Length: > MaxLength } => $"Topic name is invalid: the length of '{name}' is longer than the max allowed length {MaxLength}",
        _ when !name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') =>
            $"Topic name is invalid: '{name}' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'",
        _ => null,
    };

    /// <summary>Whether two names would be one metric: a dot there is an underscore, so the names may differ in more than that only.</summary>
    public static bool Collide(string one, string other) =>
        one != other && string.Equals(one.Replace('.', '_'), other.Replace('.', '_'), StringComparison.Ordinal);
}
