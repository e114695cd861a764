using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>A partition of a topic, as the consumer protocol names it: a new topic of an old name is another one.</summary>
internal readonly record struct TopicIdPartition(Guid TopicId, int Partition);

/// <summary>Between sets of partitions and their wire form, which names each topic once.</summary>
internal static class TopicIdPartitionExtensions
{
    public static IReadOnlyList<TopicIdPartitions> ByTopic(this IEnumerable<TopicIdPartition> partitions) =>
        [.. partitions.GroupBy(static p => p.TopicId, static p => p.Partition).Select(static topic => new TopicIdPartitions(topic.Key, [.. topic.Order()]))];

    public static IReadOnlySet<TopicIdPartition> ToSet(this IEnumerable<TopicIdPartitions> topics) =>
        topics.SelectMany(static topic => topic.Partitions.Select(index => new TopicIdPartition(topic.TopicId, index))).ToHashSet();
}
