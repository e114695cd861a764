using System.Globalization;
using Confluent.Kafka;
using MsaSample.CommandLine.Options;
using MsaSample.Kafka.Clients;
using MsaSample.Kafka.Commands;

namespace MsaSample.Kafka.Consuming;

/// <summary><c>console-consumer</c>: what <c>kafka-console-consumer.sh</c> does, each record on standard output.</summary>
internal static class ConsoleConsumerCommand
{
    public static ToolCommand Create() => new("console-consumer", "prints records",
    [
        new("--topic", "NAME", "the topic to read"),
        new("--include", "REGEX", "in place of --topic: every topic with such a name"),
        new("--from-beginning", null, "begins with the oldest record where the group has no offset yet"),
        new("--group", "NAME", "reads as a member of this group and commits; else of a group of its own that commits nothing"),
        new("--partition", "N", "reads this partition alone, in no group"),
        new("--offset", "WHICH", "with --partition: earliest, latest (the default) or a number"),
        new("--max-messages", "N", "ends after so many records"),
        new("--timeout-ms", "MS", "ends when no record came for so long"),
        new("--isolation-level", "LEVEL", "read_uncommitted (the default) or read_committed"),
        new(
            "--formatter-property", "NAME=VALUE",
            "how a record is printed: print.key, print.timestamp, print.partition, print.offset, print.headers, print.value, "
            + "key.separator, line.separator, headers.separator, null.literal"),
        new("--property", "NAME=VALUE", "the older name of --formatter-property") { ReadAs = "--formatter-property" },
        new("--command-property", "NAME=VALUE", "a setting of the consumer; goes before --command-config"),
        new("--consumer-property", "NAME=VALUE", "the older name of --command-property") { ReadAs = "--command-property" },
        new("--consumer.config", "FILE", "the older name of --command-config") { ReadAs = "--command-config" },
    ], RunAsync)
    { HeedsStop = true };

    private static async Task<int> RunAsync(Arguments args, Terminal terminal)
    {
        args.ExactlyOne("--topic", "--include");
        if (args.Has("--offset") && !args.Has("--partition"))
            throw new UsageException("The partition is required when offset is specified.");

        var properties = args.Values("--formatter-property").Select(pair => ClientSettings.Pair("--formatter-property", pair));
        var formatter = new MessageFormatter(properties);
        var settings = Settings(args);
        var reachability = new Reachability(ClientSettings.ServerOf(args));
        using var consumer = ClientSettings.Build(() => new ConsumerBuilder<byte[]?, byte[]?>(settings)
            .SetErrorHandler((_, error) => reachability.Note(error))
            .SetLogHandler((_, _) => { }) // it repeats what the error handler gets
            .Build());
        using (var admin = new DependentAdminClientBuilder(consumer.Handle).Build())
            await reachability.AskAsync(admin.GetMetadata, terminal.Stopped);

        Begin(args, consumer);
        var loop = new ConsumeLoop(consumer, formatter, terminal, TimeProvider.System);
        try
        {
            loop.Run(args.Number("--max-messages"), args.Number("--timeout-ms") is { } ms ? TimeSpan.FromMilliseconds(ms) : null);
        }
        finally
        {
            consumer.Close();
            terminal.WriteError($"Processed a total of {loop.Count} messages");
        }

        return 0;
    }

    private static Dictionary<string, string> Settings(Arguments args)
    {
        var ownGroup = "console-consumer-" + Random.Shared.Next(100_000).ToString(CultureInfo.InvariantCulture);
        var settings = ClientSettings.Read(
            args,
            ("group.id", ownGroup),
            ("client.id", "console-consumer"),
            ("isolation.level", args.Value("--isolation-level") ?? "read_uncommitted"), // librdkafka's default is read_committed
            ("auto.offset.reset", args.Has("--from-beginning") ? "earliest" : "latest"),
            ("allow.auto.create.topics", "true"));
        if (args.Value("--group") is { } group)
            settings["group.id"] = group;
        if (settings["group.id"] == ownGroup)
            settings.TryAdd("enable.auto.commit", "false");

        return settings;
    }

    private static void Begin(Arguments args, IConsumer<byte[]?, byte[]?> consumer)
    {
        if (args.Number("--partition", highest: int.MaxValue) is { } partition)
            consumer.Assign(new TopicPartitionOffset(args.Required("--topic"), (int)partition, Offset(args)));
        else
            consumer.Subscribe(args.Value("--topic") ?? $"^(?:{args.Value("--include")})$");
    }

    private static Offset Offset(Arguments args) => args.Value("--offset") switch
    {
        "earliest" => Confluent.Kafka.Offset.Beginning,
        "latest" => Confluent.Kafka.Offset.End,
        null => args.Has("--from-beginning") ? Confluent.Kafka.Offset.Beginning : Confluent.Kafka.Offset.End,
        _ => new Offset(args.Number("--offset")!.Value),
    };
}
