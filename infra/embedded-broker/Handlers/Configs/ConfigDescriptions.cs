using MsaSample.Broker.Protocol.Messages.Configs;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers.Configs;

/// <summary>A topic's settings in the form of DescribeConfigs.</summary>
internal static class ConfigDescriptions
{
    public static IEnumerable<DescribedConfig> OfTopic(TopicConfigs configs) =>
        TopicConfigTable.All.Select(definition => Describe(definition, configs.Given.GetValueOrDefault(definition.Name)));

    private static DescribedConfig Describe(ConfigDefinition definition, string? given)
    {
        var synonyms = new List<ConfigSynonym>(2);
        if (given is not null)
            synonyms.Add(new ConfigSynonym(definition.Name, given, ConfigSource.Topic));
        if (definition.BrokerName is { } brokerName)
            synonyms.Add(new ConfigSynonym(brokerName, definition.Default, ConfigSource.Default));

        return new DescribedConfig(
            definition.Name,
            given ?? definition.Default,
            ReadOnly: false,
            given is null ? ConfigSource.Default : ConfigSource.Topic,
            synonyms,
            definition.Type,
            Documentation: null);
    }
}
