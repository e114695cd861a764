// Left out: racks, authorized operations and offline replicas (one node, no access control).
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Cluster;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers.Cluster;

/// <summary>Metadata: describes the node and the topics. An unknown topic is created when client and broker both allow it.</summary>
internal sealed class MetadataHandler(TopicCatalog catalog, BrokerNode node) : IHandler<MetadataRequest, MetadataResponse>
{
    public MetadataResponse Handle(MetadataRequest request, RequestContext context)
    {
        var topics = request.Topics is null
            ? catalog.Topics.OrderBy(t => t.Name, StringComparer.Ordinal).Select(Describe)
            : request.Topics.Select(asked => Answer(asked, request.AllowAutoTopicCreation));
        return new MetadataResponse([node.Describe()], node.ClusterId, BrokerNode.Id, [.. topics]);
    }

    private MetadataTopic Answer(MetadataRequestTopic asked, bool mayCreate)
    {
        if (asked.Name is null)
        {
            return catalog.Find(asked.Id) is { } known
                ? Describe(known)
                : new MetadataTopic(ErrorCode.UnknownTopicId, null, asked.Id, IsInternal: false, []);
        }

        var result = catalog.FindOrCreate(asked.Name, mayCreate);
        return result.Topic is { } topic
            ? Describe(topic)
            : new MetadataTopic(result.Error, asked.Name, Guid.Empty, Topic.IsInternalName(asked.Name), []);
    }

    private static MetadataTopic Describe(Topic topic) => new(
        ErrorCode.None,
        topic.Name,
        topic.Id,
        topic.IsInternal,
        [.. topic.Partitions.Select(p => new MetadataPartition(p.Index, BrokerNode.Id, Partition.LeaderEpoch))]);
}
