using MsaSample.CommandLine.Options;
using MsaSample.Kafka.Clients;

namespace MsaSample.Kafka.Commands;

/// <summary>One of the official tools, without <c>kafka-</c> and <c>.sh</c>.</summary>
/// <param name="Name">As it is typed.</param>
/// <param name="Summary">One line for <c>--help</c>.</param>
/// <param name="OwnOptions">Its options, without those of every command.</param>
/// <param name="RunAsync">Does the work; returns the exit code.</param>
internal sealed record ToolCommand(
    string Name, string Summary, IReadOnlyList<Option> OwnOptions, Func<Arguments, Terminal, Task<int>> RunAsync)
{
    private const string Program = "dotnet run --project infra/kafka --";

    /// <summary>What the official tool writes before the reason of a failure.</summary>
    public string FailurePrefix { get; init; } = "";

    /// <summary>It ends in order at Ctrl-C; any other command is abandoned.</summary>
    public bool HeedsStop { get; init; }

    /// <summary>For the help text and for reading its arguments.</summary>
    public Command Description { get; } = new(Name, Summary, $"{Program} {Name}",
    [
        new("--bootstrap-server", "HOST:PORT", "where the Kafka is; several with commas between")
        {
            Default = ClientSettings.DefaultServer,
        },
        new("--command-config", "FILE", "a properties file with client settings, under Kafka's names or librdkafka's"),
        .. OwnOptions,
    ]);

    /// <summary>The tool as a whole.</summary>
    public static Command DescribeTool(IEnumerable<ToolCommand> commands) =>
        new("kafka", "Kafka's command line tools, against any Kafka", $"{Program} COMMAND", [])
        {
            Commands = [.. commands.Select(command => command.Description)],
            Notes = "COMMAND --help lists the options of a command.",
        };
}
