using System.Globalization;
using Confluent.Kafka.Admin;
using MsaSample.CommandLine.Options;
using MsaSample.Kafka.Clients;
using MsaSample.Kafka.Commands;

namespace MsaSample.Kafka.Configs;

/// <summary><c>configs</c>: what <c>kafka-configs.sh</c> does for topics and brokers.</summary>
internal static class ConfigsCommand
{
    public static ToolCommand Create() => new("configs", "shows and changes the settings of topics and brokers",
    [
        new("--describe", null, "shows the settings that are not defaults"),
        new("--alter", null, "changes settings"),
        new("--entity-type", "TYPE", "topics or brokers"),
        new("--entity-name", "NAME", "the topic, or the broker's id; with --describe all when not given"),
        new("--topic", "NAME", "short for --entity-type topics --entity-name NAME"),
        new("--broker", "ID", "short for --entity-type brokers --entity-name ID"),
        new("--all", null, "with --describe: the defaults too, and the settings of the broker's own file"),
        new("--add-config", "K=V,K=[V,V]", "with --alter: settings to set"),
        new("--add-config-file", "FILE", "with --alter: a properties file with settings to set"),
        new("--delete-config", "K,K", "with --alter: settings to reset to their defaults"),
    ], RunAsync)
    { FailurePrefix = "Error while executing config command: " };

    private static async Task<int> RunAsync(Arguments args, Terminal terminal)
    {
        var (type, name) = Entity(args);
        var describes = args.ExactlyOne("--describe", "--alter") == "--describe";
        var changes = describes ? [] : Changes(args);
        if (!describes && name is null)
            throw new UsageException("an entity name must be specified with --alter: --entity-name");
        if (type == ResourceType.Broker && name is not null && !int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            throw new UsageException($"--entity-name {name}: a broker's name is its id, a number");

        using var cluster = await Cluster.ConnectAsync(args, terminal.Stopped);
        if (describes)
            await new DescribeConfigs(cluster, terminal, all: args.Has("--all")).RunAsync(type, name);
        else
        {
            await cluster.Admin.IncrementalAlterConfigsAsync(new() { [new ConfigResource { Type = type, Name = name }] = changes });
            terminal.WriteLine($"Completed updating config for {(type == ResourceType.Topic ? "topic" : "broker")} {name}.");
        }

        return 0;
    }

    private static (ResourceType Type, string? Name) Entity(Arguments args)
    {
        if (args.ExactlyOne("--entity-type", "--topic", "--broker") is not "--entity-type" and var given)
            return (given == "--topic" ? ResourceType.Topic : ResourceType.Broker, args.Value(given));

        return args.Value("--entity-type") switch
        {
            "topics" => (ResourceType.Topic, args.Value("--entity-name")),
            "brokers" => (ResourceType.Broker, args.Value("--entity-name")),
            var other => throw new UsageException($"Invalid entity type {other}, the entity type must be one of topics, brokers"),
        };
    }

    private static List<ConfigEntry> Changes(Arguments args)
    {
        var added = args.Values("--add-config").SelectMany(ConfigList.Split).Select(pair => ClientSettings.Pair("--add-config", pair));
        if (args.Value("--add-config-file") is { } path)
            added = added.Concat(PropertiesFile.Read(path).Select(pair => (pair.Key, pair.Value)));

        var changes = added
            .Select(pair => Change(pair.Name, ConfigList.Unbracket(pair.Value), AlterConfigOpType.Set))
            .Concat(args.Values("--delete-config")
                .SelectMany(names => names.Split(',', StringSplitOptions.TrimEntries))
                .Select(name => Change(name, null, AlterConfigOpType.Delete)))
            .ToList();
        return changes.Count > 0
            ? changes
            : throw new UsageException(
                "At least one of --add-config, --add-config-file, or --delete-config must be specified with --alter");
    }

    private static ConfigEntry Change(string name, string? value, AlterConfigOpType operation) =>
        new() { Name = name, Value = value, IncrementalOperation = operation };
}
