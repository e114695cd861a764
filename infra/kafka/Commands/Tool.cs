using Confluent.Kafka;
using MsaSample.CommandLine.Lifetime;
using MsaSample.CommandLine.Options;
using MsaSample.Kafka.Clients;
using MsaSample.Kafka.Configs;
using MsaSample.Kafka.Consuming;
using MsaSample.Kafka.Groups;
using MsaSample.Kafka.Offsets;
using MsaSample.Kafka.Producing;
using MsaSample.Kafka.Topics;

namespace MsaSample.Kafka.Commands;

/// <summary>The program: finds the command, runs it, and turns what goes wrong into one line on standard error.</summary>
internal static class Tool
{
    public static readonly IReadOnlyList<ToolCommand> Commands =
    [
        TopicsCommand.Create(),
        ConsoleProducerCommand.Create(),
        ConsoleConsumerCommand.Create(),
        ConsumerGroupsCommand.Create(),
        ConfigsCommand.Create(),
        GetOffsetsCommand.Create(),
    ];

    private static readonly Command Description = ToolCommand.DescribeTool(Commands);

    /// <summary>
    /// Runs one command line; returns the exit code: 0, or 1 when it could not be done, as Kafka's own tools do for wrong options too.
    /// </summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal)
    {
        if (args.Count == 0 || args[0] is "--help" or "-h" or "-?" or "help")
        {
            terminal.Write(HelpText.Create(Description));
            return args.Count == 0 ? ExitCode.Failure : ExitCode.Success;
        }

        if (Commands.FirstOrDefault(command => command.Name == args[0]) is { } command)
            return await RunAsync(command, [.. args.Skip(1)], terminal);

        terminal.WriteError(Refuse(args[0]));
        return ExitCode.Failure;
    }

    private static async Task<int> RunAsync(ToolCommand command, IReadOnlyList<string> args, Terminal terminal)
    {
        var arguments = Arguments.Parse(command.Description, args);
        if (arguments.WantsHelp)
        {
            terminal.Write(HelpText.Create(command.Description));
            return ExitCode.Success;
        }

        if (arguments.Errors.Count > 0)
        {
            terminal.WriteError(string.Join('\n', arguments.Errors));
            return ExitCode.Failure;
        }

        try
        {
            var running = command.RunAsync(arguments, terminal);
            var exitCode = await (command.HeedsStop ? running : running.WaitAsync(terminal.Stopped));
            terminal.Flush();
            return exitCode;
        }
        catch (UsageException e)
        {
            terminal.WriteError(e.Message);
        }
        catch (ToolException e)
        {
            terminal.WriteError(command.FailurePrefix + e.Message);
        }
        catch (KafkaException e)
        {
            terminal.WriteError(command.FailurePrefix + Refusal.Reason(Refusal.Of(e)));
        }
        catch (OperationCanceledException) when (terminal.Stopped.IsCancellationRequested)
        {
            return ExitCode.Success; // Ctrl-C is how a tool is ended
        }
        catch (IOException e)
        {
            // Not through the terminal: it may be the output that is broken, as with `| head`.
            await terminal.Error.WriteLineAsync(e.Message);
        }

        return ExitCode.Failure;
    }

    /// <summary>Understands the name of the official script too: <c>kafka-topics.sh</c>.</summary>
    private static string Refuse(string name)
    {
        var plain = name.Replace("kafka-", "", StringComparison.Ordinal).Replace(".sh", "", StringComparison.Ordinal);
        return Commands.Any(command => command.Name == plain)
            ? $"there is no command {name}; did you mean {plain}?"
            : Description.RefuseCommand(name);
    }
}
