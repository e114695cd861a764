using System.Globalization;
using MsaSample.Broker.Handlers.Cluster;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Configs;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers.Configs;

/// <summary>
/// Changes the settings of topics, single ones (IncrementalAlterConfigs) or all of them (AlterConfigs), with Kafka's errors. The
/// node's own settings are fixed when it starts; changing one is refused like a setting that Kafka cannot change at run time.
/// </summary>
internal sealed class ConfigChanges(TopicCatalog catalog)
{
    /// <summary>Changes the named settings and leaves the others.</summary>
    public AlteredResource Apply(AlterConfigsResource resource, bool validateOnly)
    {
        if (Refuse(resource.Type, resource.Name, resource.Configs.Select(c => c.Name)) is { } refused)
            return refused;

        var topic = catalog.Find(resource.Name)!;
        var values = topic.Configs.Given.ToDictionary();
        foreach (var change in resource.Configs)
        {
            if (Apply(change, values, topic.Configs) is var (error, message))
                return Refused(resource.Type, resource.Name, error, message);
        }

        return Store(topic, values, validateOnly);
    }

    /// <summary>Replaces all settings: those that are not named get their defaults.</summary>
    public AlteredResource Replace(ReplaceConfigsResource resource, bool validateOnly)
    {
        if (resource.Type == ConfigResourceType.BrokerLogger)
            return Refused(resource.Type, resource.Name, ErrorCode.InvalidRequest, UnknownType(resource.Type));
        if (resource.Configs.FirstOrDefault(c => c.Value is null) is { } empty)
            return Refused(resource.Type, resource.Name, ErrorCode.InvalidRequest, NullValue(empty.Name));

        return Refuse(resource.Type, resource.Name, resource.Configs.Select(c => c.Name))
            ?? Store(catalog.Find(resource.Name)!, resource.Configs.ToDictionary(c => c.Name, c => c.Value!), validateOnly);
    }

    private AlteredResource Store(Topic topic, Dictionary<string, string> values, bool validateOnly)
    {
        var (configs, problem) = TopicConfigs.Create(values);
        if (configs is null)
            return Refused(ConfigResourceType.Topic, topic.Name, ErrorCode.InvalidConfig, problem!);

        if (!validateOnly && catalog.Reconfigure(topic, configs) is { Error: not ErrorCode.None } failed)
            return Refused(ConfigResourceType.Topic, topic.Name, failed.Error, failed.Message!);

        return new AlteredResource(ErrorCode.None, null, ConfigResourceType.Topic, topic.Name);
    }

    /// <summary>Null when the resource is an existing topic and no setting is named twice, else the refusal.</summary>
    private AlteredResource? Refuse(ConfigResourceType type, string name, IEnumerable<string> settings)
    {
        var names = settings.ToList();
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count)
            return Refused(type, name, ErrorCode.InvalidRequest, "Error due to duplicate config keys");

        return type switch
        {
            ConfigResourceType.Topic when name.Length == 0 =>
                Refused(type, name, ErrorCode.InvalidRequest, "Default topic resources are not allowed."),
            ConfigResourceType.Topic when catalog.Find(name) is not null => null,
            ConfigResourceType.Topic => Refused(type, name, ErrorCode.UnknownTopicOrPartition, $"The topic '{name}' does not exist."),
            ConfigResourceType.Broker => Refused(type, name, ErrorCode.InvalidRequest, RefuseBroker(name, names)),
            ConfigResourceType.BrokerLogger =>
                Refused(type, name, ErrorCode.InvalidConfig, $"Logger {names.FirstOrDefault()} does not exist!"),
            ConfigResourceType.ClientMetrics =>
                Refused(type, name, ErrorCode.InvalidRequest, $"Unknown client metrics configuration: {names.FirstOrDefault()}"),
            ConfigResourceType.Group =>
                Refused(type, name, ErrorCode.InvalidConfig, $"Unknown group config name: {names.FirstOrDefault()}"),
            _ => Refused(type, name, ErrorCode.InvalidRequest, UnknownType(type)),
        };
    }

    private static string RefuseBroker(string name, List<string> settings)
    {
        if (name.Length > 0 && !int.TryParse(name, CultureInfo.InvariantCulture, out _))
            return $"Node id must be an integer, but it is: {name}";

        return name.Length == 0 || name == BrokerNode.Id.ToString(CultureInfo.InvariantCulture)
            ? $"Cannot update these configs dynamically: [{string.Join(", ", settings)}]"
            : $"Unexpected broker id, expected {BrokerNode.Id}, but received {name}";
    }

    private static (ErrorCode Error, string Message)? Apply(
        ConfigAlteration change, Dictionary<string, string> values, TopicConfigs current)
    {
        if (TopicConfigTable.Find(change.Name) is not { } definition)
            return (ErrorCode.InvalidConfig, $"Unknown topic config name: {change.Name}");

        if (change.Operation == ConfigOperation.Delete)
        {
            values.Remove(change.Name);
            return null;
        }

        if (change.Value is not { } value)
            return (ErrorCode.InvalidRequest, NullValue(change.Name));
        if (change.Operation is ConfigOperation.Append or ConfigOperation.Subtract && definition.Type != ConfigType.List)
        {
            var operation = change.Operation.ToString().ToUpperInvariant();
            return (ErrorCode.InvalidConfig, $"Can't {operation} to key {change.Name} because its type is not LIST.");
        }


        var elements = ConfigDefinition.Elements(current[change.Name]);
        string? changed = change.Operation switch
        {
            ConfigOperation.Set => value,
            ConfigOperation.Append => string.Join(',', elements.Union(ConfigDefinition.Elements(value))),
            ConfigOperation.Subtract => string.Join(',', elements.Except(ConfigDefinition.Elements(value))),
            _ => null,
        };
        if (changed is null)
            return (ErrorCode.InvalidRequest, $"Unknown config operation {(sbyte)change.Operation} for {change.Name}");

        values[change.Name] = changed;
        return null;
    }

    private static string NullValue(string name) => $"Null value not supported for : {name}";

    private static string UnknownType(ConfigResourceType type) => $"Unknown resource type {(sbyte)type}";

    private static AlteredResource Refused(ConfigResourceType type, string name, ErrorCode error, string message) =>
        new(error, message, type, name);
}
