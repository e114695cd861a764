using Confluent.Kafka;
using MsaSample.Kafka.Clients;
using MsaSample.Kafka.Configs;
using MsaSample.Kafka.Consuming;
using MsaSample.Kafka.Groups;
using MsaSample.Kafka.Offsets;
using MsaSample.Kafka.Producing;
using MsaSample.Kafka.Topics;

namespace MsaSample.Kafka.CommandLine;

/// <summary>The program: finds the verb, runs it, and turns what goes wrong into one line on standard error.</summary>
internal static class Tool
{
    public const int Failed = 1;

    public static readonly IReadOnlyList<Verb> Verbs =
    [
        TopicsVerb.Create(),
        ConsoleProducerVerb.Create(),
        ConsoleConsumerVerb.Create(),
        ConsumerGroupsVerb.Create(),
        ConfigsVerb.Create(),
        GetOffsetsVerb.Create(),
    ];

    /// <summary>Runs one command line; returns the exit code: 0, or 1 when it could not be done.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal)
    {
        if (args.Count == 0 || args[0] is "--help" or "-h" or "help")
        {
            terminal.Write(HelpText.OfTool(Verbs));
            return args.Count == 0 ? Failed : 0;
        }

        if (Verbs.FirstOrDefault(verb => verb.Name == args[0]) is { } verb)
            return await RunAsync(verb, [.. args.Skip(1)], terminal);

        terminal.WriteError(Unknown(args[0]));
        return Failed;
    }

    private static async Task<int> RunAsync(Verb verb, IReadOnlyList<string> args, Terminal terminal)
    {
        try
        {
            if (args.Contains("--help") || args.Contains("-h"))
            {
                terminal.Write(HelpText.OfVerb(verb));
                return 0;
            }

            var running = verb.RunAsync(Arguments.Read(verb, args), terminal);
            var exitCode = await (verb.HeedsStop ? running : running.WaitAsync(terminal.Stopped));
            terminal.Flush();
            return exitCode;
        }
        catch (UsageException e)
        {
            terminal.WriteError(e.Message);
        }
        catch (ToolException e)
        {
            terminal.WriteError(verb.FailurePrefix + e.Message);
        }
        catch (KafkaException e)
        {
            terminal.WriteError(verb.FailurePrefix + Refusal.Reason(Refusal.Of(e)));
        }
        catch (OperationCanceledException) when (terminal.Stopped.IsCancellationRequested)
        {
            return 0; // Ctrl-C is how a tool is ended
        }
        catch (IOException e)
        {
            // Not through the terminal: it may be the output that is broken, as with `| head`.
            await terminal.Error.WriteLineAsync(e.Message);
        }

        return Failed;
    }

    private static string Unknown(string name)
    {
        var shortened = name.Replace("kafka-", "", StringComparison.Ordinal).Replace(".sh", "", StringComparison.Ordinal);
        return NearestName.Of(shortened, Verbs.Select(verb => verb.Name)) is { } nearest
            ? $"there is no verb {name}; did you mean {nearest}?"
            : $"there is no verb {name}; --help lists what there is";
    }
}
