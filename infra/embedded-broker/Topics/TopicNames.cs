namespace MsaSample.Broker.Topics;

/// <summary>Kafka's rules for topic names.</summary>
internal static class TopicNames
{
    private const int MaxLength = 249;

    /// <summary>Null when the name is valid, else the error in Kafka's words.</summary>
    public static string? Check(string name) => name switch
    {
        "" => "Topic name is invalid: the empty string is not allowed",
        "." or ".." => $"Topic name is invalid: '{name}' is not allowed",
        { Length: > MaxLength } => $"Topic name is invalid: the length of '{name}' is longer than the max allowed length {MaxLength}",
        _ when !name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') =>
            $"Topic name is invalid: '{name}' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'",
        _ => null,
    };

    /// <summary>Whether two names differ only in dots and underscores, which are the same in names of metrics.</summary>
    public static bool Collide(string one, string other) =>
        one != other && string.Equals(one.Replace('.', '_'), other.Replace('.', '_'), StringComparison.Ordinal);
}
