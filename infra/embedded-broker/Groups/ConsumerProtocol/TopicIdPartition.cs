using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>A partition of a topic, by topic id: a topic that was deleted and created again under its name is another one.</summary>
internal readonly record struct TopicIdPartition(Guid TopicId, int Partition);

/// <summary>Conversions between sets of partitions and their form in messages and records, which has each topic once.</summary>
internal static class TopicIdPartitionExtensions
{
    public static IReadOnlyList<TopicIdPartitions> ByTopic(this IEnumerable<TopicIdPartition> partitions) =>
        [.. partitions.GroupBy(static p => p.TopicId, static p => p.Partition)
            .Select(static topic => new TopicIdPartitions(topic.Key, [.. topic.Order()]))];

    public static IReadOnlySet<TopicIdPartition> ToSet(this IEnumerable<TopicIdPartitions> topics) =>
        topics.SelectMany(static topic => topic.Partitions.Select(index => new TopicIdPartition(topic.TopicId, index))).ToHashSet();
}
