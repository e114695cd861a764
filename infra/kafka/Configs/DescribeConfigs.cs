using System.Globalization;
using Confluent.Kafka.Admin;
using MsaSample.Kafka.Clients;
using MsaSample.Kafka.Commands;

namespace MsaSample.Kafka.Configs;

/// <summary><c>configs --describe</c>: a line for each setting, with where its value comes from.</summary>
internal sealed class DescribeConfigs(Cluster cluster, Terminal terminal, bool all)
{
    public async Task RunAsync(ResourceType type, string? name)
    {
        var kind = type == ResourceType.Topic ? "topic" : "broker";
        var known = Names(type);
        if (name is not null && !known.Contains(name))
        {
            terminal.WriteLine($"The {kind} '{name}' doesn't exist and doesn't have dynamic config.");
            return;
        }

        var described = await DescribeAsync(type, name is null ? known : [name]);
        foreach (var result in described)
        {
            terminal.WriteLine($"{(all ? "All" : "Dynamic")} configs for {kind} {result.ConfigResource.Name} are:");
            var shown = result.Entries.Values.Where(entry => all || IsOwn(entry, type));
            foreach (var entry in shown.OrderBy(entry => entry.Name, StringComparer.Ordinal))
                terminal.WriteLine(Line(entry.Name, entry.Value, entry.IsSensitive, entry.Synonyms));
        }

        if (type == ResourceType.Broker && name is null)
            WriteDefaults(described);
    }

    private List<string> Names(ResourceType type) => type == ResourceType.Topic
        ? [.. cluster.Metadata.Topics.Select(topic => topic.Topic).Order(StringComparer.Ordinal)]
        : [.. cluster.Metadata.Brokers.Select(broker => broker.BrokerId).Order().Select(id => id.ToString(CultureInfo.InvariantCulture))];

    private async Task<List<DescribeConfigsResult>> DescribeAsync(ResourceType type, IReadOnlyList<string> names)
    {
        var results = new List<DescribeConfigsResult>();

        // The client takes many topics in one call, but only one broker.
        foreach (var some in names.Chunk(type == ResourceType.Topic ? 100 : 1))
        {
            var resources = some.Select(name => new ConfigResource { Type = type, Name = name });
            results.AddRange(await cluster.Admin.DescribeConfigsAsync(resources));
        }

        return results;
    }

    private static bool IsOwn(ConfigEntryResult entry, ResourceType type) =>
        entry.Source == (type == ResourceType.Topic ? ConfigSource.DynamicTopicConfig : ConfigSource.DynamicBrokerConfig);

    // The client cannot ask for the defaults of all brokers, which have an empty name; every broker lists them among its synonyms.
    private void WriteDefaults(List<DescribeConfigsResult> brokers)
    {
        terminal.WriteLine("Default configs for brokers in the cluster are:");
        var defaults = brokers.Take(1)
            .SelectMany(broker => broker.Entries.Values)
            .SelectMany(entry => entry.Synonyms.Select(synonym => (Entry: entry, Synonym: synonym)))
            .Where(setting => setting.Synonym.Source == ConfigSource.DynamicDefaultBrokerConfig)
            .OrderBy(setting => setting.Synonym.Name, StringComparer.Ordinal);
        foreach (var (entry, synonym) in defaults.DistinctBy(setting => setting.Synonym.Name))
            terminal.WriteLine(Line(synonym.Name, synonym.Value, entry.IsSensitive, [synonym]));
    }

    private static string Line(string name, string? value, bool sensitive, IEnumerable<ConfigSynonym> synonyms) =>
        $"  {name}={value ?? "null"} sensitive={(sensitive ? "true" : "false")} synonyms={{{string.Join(", ", synonyms.Select(Text))}}}";

    private static string Text(ConfigSynonym synonym) => $"{SourceName(synonym.Source)}:{synonym.Name}={synonym.Value ?? "null"}";

    private static string SourceName(ConfigSource source) => source switch
    {
        ConfigSource.DynamicTopicConfig => "DYNAMIC_TOPIC_CONFIG",
        ConfigSource.DynamicBrokerConfig => "DYNAMIC_BROKER_CONFIG",
        ConfigSource.DynamicDefaultBrokerConfig => "DYNAMIC_DEFAULT_BROKER_CONFIG",
        ConfigSource.StaticBrokerConfig => "STATIC_BROKER_CONFIG",
        ConfigSource.DefaultConfig => "DEFAULT_CONFIG",
        ConfigSource.GroupConfig => "GROUP_CONFIG",
        _ => "UNKNOWN",
    };
}
