// Left out: eligible leader replicas (KIP-966) and authorized operations (one node, no access control).
using MsaSample.Broker.Handlers.Cluster;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Topics;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers.Topics;

/// <summary>DescribeTopicPartitions: describes topics in pages of partitions, with a cursor to the start of the next page.</summary>
internal sealed class DescribeTopicPartitionsHandler(TopicCatalog catalog)
    : IHandler<DescribeTopicPartitionsRequest, DescribeTopicPartitionsResponse>
{
    private const int MaxPage = 2000;

    public DescribeTopicPartitionsResponse Handle(DescribeTopicPartitionsRequest request, RequestContext context)
    {
        var names = (request.Topics.Count > 0 ? request.Topics : catalog.Topics.Select(t => t.Name))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .SkipWhile(name => request.Cursor is { } cursor && string.CompareOrdinal(name, cursor.Topic) < 0);
        var room = Math.Clamp(request.PartitionLimit, 1, MaxPage);
        var page = new List<DescribedTopic>();
        PartitionCursor? next = null;
        foreach (var name in names)
        {
            var first = request.Cursor is { } cursor && cursor.Topic == name ? cursor.Partition : 0;
            if (room == 0)
            {
                next = new PartitionCursor(name, first);
                break;
            }

            var described = Describe(name, first, room);
            page.Add(described);
            room -= described.Partitions.Count;
            if (catalog.Find(name) is { } topic && first + described.Partitions.Count < topic.Partitions.Count)
            {
                next = new PartitionCursor(name, first + described.Partitions.Count);
                break;
            }
        }

        return new DescribeTopicPartitionsResponse(page, next);
    }

    private DescribedTopic Describe(string name, int first, int room)
    {
        if (catalog.Find(name) is not { } topic)
        {
            var error = TopicNames.Check(name) is null ? ErrorCode.UnknownTopicOrPartition : ErrorCode.InvalidTopic;
            return new DescribedTopic(error, name, Guid.Empty, IsInternal: false, []);
        }

        return new DescribedTopic(
            ErrorCode.None,
            topic.Name,
            topic.Id,
            topic.IsInternal,
            [.. topic.Partitions.Skip(first).Take(room).Select(
                p => new DescribedPartition(p.Index, BrokerNode.Id, Partition.LeaderEpoch))]);
    }
}
