namespace MsaSample.Kafka.CommandLine;

/// <summary>A verb: one of the official tools, without <c>kafka-</c> and <c>.sh</c>.</summary>
/// <param name="Name">As it is typed.</param>
/// <param name="Summary">One line for <c>--help</c>.</param>
/// <param name="OwnFlags">Its flags, without the common ones.</param>
/// <param name="RunAsync">Does it; returns the exit code.</param>
internal sealed record Verb(string Name, string Summary, IReadOnlyList<Flag> OwnFlags, Func<Arguments, Terminal, Task<int>> RunAsync)
{
    /// <summary>What the official tool writes before the reason of a failure.</summary>
    public string FailurePrefix { get; init; } = "";

    /// <summary>It ends in order at Ctrl-C; any other is left where it is.</summary>
    public bool HeedsStop { get; init; }

    /// <summary>All flags, in the order of <c>--help</c>.</summary>
    public IReadOnlyList<Flag> Flags { get; } =
    [
        new("--bootstrap-server", "HOST:PORT", $"where the Kafka is; several with commas between (default {Arguments.DefaultServer})"),
        new("--command-config", "FILE", "a properties file with client settings, under Kafka's names or librdkafka's"),
        .. OwnFlags,
        new("--help", null, "this text"),
    ];
}
