using Confluent.Kafka;
using MsaSample.CommandLine.Lifetime;
using MsaSample.CommandLine.Options;
using MsaSample.Kafka.Clients;
using MsaSample.Kafka.Commands;

namespace MsaSample.Kafka.Producing;

/// <summary><c>console-producer</c>: what <c>kafka-console-producer.sh</c> does, a record for each line of standard input.</summary>
internal static class ConsoleProducerCommand
{
    private static readonly TimeSpan QueueWait = TimeSpan.FromMilliseconds(100);

    /// <summary>How long to wait for outstanding records at the end of the input or at Ctrl-C.</summary>
    private static readonly TimeSpan LastWait = TimeSpan.FromMinutes(2);

    public static ToolCommand Create() => new("console-producer", "sends each line of standard input as a record",
    [
        new("--topic", "NAME", "where to"),
        new(
            "--reader-property", "NAME=VALUE",
            "how a line is read: parse.key, key.separator, parse.headers, headers.delimiter, headers.separator, headers.key.separator, "
            + "null.marker, ignore.error"),
        new("--property", "NAME=VALUE", "the older name of --reader-property") { ReadAs = "--reader-property" },
        new("--compression-codec", "CODEC", "none, gzip, snappy, lz4 or zstd; gzip when no codec is named") { ValueWhenBare = "gzip" },
        new("--request-required-acks", "N", "how many replicas must have a record: 0, 1 or all (-1, the default)"),
        new("--sync", null, "waits for each record before the next is sent"),
        new("--command-property", "NAME=VALUE", "a setting of the producer; goes before --command-config"),
        new("--producer-property", "NAME=VALUE", "the older name of --command-property") { ReadAs = "--command-property" },
        new("--producer.config", "FILE", "the older name of --command-config") { ReadAs = "--command-config" },
    ], RunAsync)
    { HeedsStop = true };

    private static async Task<int> RunAsync(Arguments args, Terminal terminal)
    {
        var topic = args.Required("--topic");
        var reader = new LineReader(args.Values("--reader-property").Select(pair => ClientSettings.Pair("--reader-property", pair)));
        var reachability = new Reachability(ClientSettings.ServerOf(args));
        using var producer = ClientSettings.Build(() => new ProducerBuilder<byte[]?, byte[]?>(Settings(args))
            .SetErrorHandler((_, error) => reachability.Note(error))
            .SetLogHandler((_, _) => { }) // it repeats what the error handler gets
            .Build());
        using (var admin = new DependentAdminClientBuilder(producer.Handle).Build())
            await reachability.AskAsync(patience => admin.GetMetadata(topic, patience), terminal.Stopped);

        var sender = new Sender(producer, topic, terminal);
        try
        {
            // On a thread of its own, because a read from a terminal cannot be cancelled.
            await Task.Run(() => SendAllAsync(reader, sender, args.Has("--sync"), terminal), terminal.Stopped).WaitAsync(terminal.Stopped);
        }
        finally
        {
            producer.Flush(LastWait);
        }

        return sender.Failures > 0 ? ExitCode.Failure : 0;
    }

    private static async Task SendAllAsync(LineReader reader, Sender sender, bool waits, Terminal terminal)
    {
        foreach (var message in reader.Read(terminal.Input, Prompt(terminal)))
        {
            terminal.Stopped.ThrowIfCancellationRequested();
            if (waits)
                await sender.SendAndWaitAsync(message);
            else
                sender.Send(message, QueueWait);
        }
    }

    private static Dictionary<string, string> Settings(Arguments args)
    {
        var acks = args.Value("--request-required-acks") ?? "all";
        var settings = ClientSettings.Read(
            args,
            ("acks", acks),
            ("enable.idempotence", acks is "all" or "-1" ? "true" : "false"),
            ("partitioner", "murmur2_random")); // as the Java client: a key's partition must not depend on the tool
        if (args.Value("--compression-codec") is { } codec)
            settings["compression.type"] = codec;

        return settings;
    }

    private static Action Prompt(Terminal terminal)
    {
        if (Console.IsInputRedirected)
            return () => { };

        return () =>
        {
            terminal.Write(">");
            terminal.Flush();
        };
    }
}
