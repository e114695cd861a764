using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers;

/// <summary>IncrementalAlterConfigs: changes single settings of topics. The node's own settings are chosen when it starts.</summary>
internal sealed class IncrementalAlterConfigsHandler(TopicCatalog catalog)
    : IHandler<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse>
{
    public Task<IncrementalAlterConfigsResponse?> HandleAsync(
        IncrementalAlterConfigsRequest request, RequestContext context, CancellationToken cancellationToken) =>
        Task.FromResult<IncrementalAlterConfigsResponse?>(new IncrementalAlterConfigsResponse(
            [.. request.Resources.Select(resource => Alter(resource, request.ValidateOnly))]));

    private AlteredResource Alter(AlterConfigsResource resource, bool validateOnly)
    {
        if (resource.Type != ConfigResourceType.Topic)
            return Refused(resource, ErrorCode.InvalidRequest, $"Settings of a {resource.Type} cannot be changed while the broker runs.");
        if (catalog.Find(resource.Name) is not { } topic)
            return Refused(resource, ErrorCode.UnknownTopicOrPartition, $"The topic '{resource.Name}' does not exist.");
        if (resource.Configs.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return Refused(resource, ErrorCode.InvalidRequest, $"Error due to duplicate config keys: {twice.Key}");

        var values = topic.Configs.Given.ToDictionary();
        foreach (var change in resource.Configs)
        {
            if (Apply(change, values, topic.Configs) is { } refusal)
                return Refused(resource, refusal.Error, refusal.Message);
        }

        var (configs, problem) = TopicConfigs.Create(values);
        if (configs is null)
            return Refused(resource, ErrorCode.InvalidConfig, problem!);

        if (!validateOnly)
            catalog.Reconfigure(topic, configs);
        return new AlteredResource(ErrorCode.None, null, resource.Type, resource.Name);
    }

    private static (ErrorCode Error, string Message)? Apply(ConfigAlteration change, Dictionary<string, string> values, TopicConfigs current)
    {
        if (TopicConfigTable.Find(change.Name) is not { } definition)
            return (ErrorCode.InvalidConfig, $"Unknown topic config name: {change.Name}");

        if (change.Operation == ConfigOperation.Delete)
        {
            values.Remove(change.Name);
            return null;
        }

        if (change.Value is not { } value)
            return (ErrorCode.InvalidRequest, $"Null value not supported for : {change.Name}");
        if (change.Operation is ConfigOperation.Append or ConfigOperation.Subtract && definition.Type != ConfigType.List)
            return (ErrorCode.InvalidConfig, $"Can't {change.Operation.ToString().ToUpperInvariant()} to key {change.Name} because its type is not LIST.");

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

    private static AlteredResource Refused(AlterConfigsResource resource, ErrorCode error, string message) =>
        new(error, message, resource.Type, resource.Name);
}
