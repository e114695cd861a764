// Left out: documentation (v3), which is always null.
using System.Globalization;
using MsaSample.Broker.Handlers.Cluster;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Configs;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers.Configs;

/// <summary>DescribeConfigs: lists the settings of a topic or of the node, each with the source of its value.</summary>
internal sealed class DescribeConfigsHandler(TopicCatalog catalog, INodeConfigs node)
    : IHandler<DescribeConfigsRequest, DescribeConfigsResponse>
{
    public DescribeConfigsResponse Handle(DescribeConfigsRequest request, RequestContext context) =>
        new([.. request.Resources.Select(resource => Describe(resource, request.IncludeSynonyms))]);

    private DescribeConfigsResult Describe(DescribeConfigsResource resource, bool withSynonyms) => resource.Type switch
    {
        ConfigResourceType.Topic when TopicNames.Check(resource.Name) is { } problem => Failed(resource, ErrorCode.InvalidTopic, problem),
        ConfigResourceType.Topic => catalog.Find(resource.Name) is { } topic
            ? Found(resource, ConfigDescriptions.OfTopic(topic.Configs), withSynonyms)
            : Failed(resource, ErrorCode.UnknownTopicOrPartition, "This server does not host this topic-partition."),
        ConfigResourceType.Broker => DescribeBroker(resource, withSynonyms),

        // Loggers, client metrics and groups have no settings here, as in a Kafka where none was set.
        ConfigResourceType.BrokerLogger or ConfigResourceType.ClientMetrics or ConfigResourceType.Group =>
            Found(resource, [], withSynonyms),
        _ => Failed(resource, ErrorCode.InvalidRequest, $"Unknown resource type {resource.Type}"),
    };

    private DescribeConfigsResult DescribeBroker(DescribeConfigsResource resource, bool withSynonyms)
    {
        // The nameless broker stands for cluster-wide defaults, of which none can be set.
        if (resource.Name.Length == 0)
            return Found(resource, [], withSynonyms);

        return resource.Name == BrokerNode.Id.ToString(CultureInfo.InvariantCulture)
            ? Found(resource, node.Describe(), withSynonyms)
            : Failed(resource, ErrorCode.InvalidRequest, $"Unexpected broker id, expected {BrokerNode.Id}, but received {resource.Name}");
    }

    private static DescribeConfigsResult Found(DescribeConfigsResource resource, IEnumerable<DescribedConfig> configs, bool withSynonyms)
    {
        var wanted = configs.Where(c => resource.Keys?.Contains(c.Name) ?? true).Select(c => withSynonyms ? c : c with { Synonyms = [] });
        return new DescribeConfigsResult(ErrorCode.None, null, resource.Type, resource.Name, [.. wanted]);
    }

    private static DescribeConfigsResult Failed(DescribeConfigsResource resource, ErrorCode error, string message) =>
        new(error, message, resource.Type, resource.Name, []);
}
