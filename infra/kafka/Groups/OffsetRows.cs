using Confluent.Kafka;
using Confluent.Kafka.Admin;
using MsaSample.Kafka.Clients;

namespace MsaSample.Kafka.Groups;

/// <summary>
/// A row of <c>--describe</c>: a partition, the group's committed offset, and the member that reads it; null where there is none.
/// </summary>
internal sealed record OffsetRow(
    string? Topic, int? Partition, int? LeaderEpoch, long? Current, long? End,
    string? ConsumerId, string? InstanceId, string? Host, string? ClientId);

/// <summary>Joins the assignments of members, the committed offsets, and the log end offsets.</summary>
internal static class OffsetRows
{
    /// <summary>The assigned partitions first, the member with most of them at the top, then those that only have an offset.</summary>
    public static async Task<IReadOnlyList<OffsetRow>> ReadAsync(ConsumerGroupDescription group, Cluster cluster)
    {
        var committed = (await CommittedAsync(group.GroupId, cluster)).ToDictionary(offset => offset.TopicPartition);
        var assigned = group.Members.SelectMany(member => member.Assignment.TopicPartitions).ToHashSet();
        var ends = (await cluster.OffsetsAsync(committed.Keys.Union(assigned), OffsetSpec.Latest()))
            .Where(end => !end.Error.IsError)
            .ToDictionary(end => end.TopicPartition, end => end.Offset.Value);

        OffsetRow Row(TopicPartition partition, MemberDescription? member)
        {
            var offset = committed.GetValueOrDefault(partition);
            return new(
                partition.Topic, partition.Partition.Value, offset?.LeaderEpoch, offset?.Offset.Value,
                ends.TryGetValue(partition, out var end) ? end : null,
                member?.ConsumerId, NullIfEmpty(member?.GroupInstanceId), member?.Host, member?.ClientId);
        }

        return
        [
            .. group.Members
                .OrderByDescending(member => member.Assignment.TopicPartitions.Count)
                .ThenBy(member => member.ConsumerId, StringComparer.Ordinal)
                .SelectMany(member => member.Assignment.TopicPartitions.Count > 0
                    ? Sorted(member.Assignment.TopicPartitions).Select(partition => Row(partition, member))
                    : [Unassigned(member)]),
            .. Sorted(committed.Keys.Except(assigned)).Select(partition => Row(partition, null)),
        ];
    }

    /// <summary>Every offset that the group has committed, sorted.</summary>
    public static async Task<IReadOnlyList<TopicPartitionOffsetError>> CommittedAsync(string group, Cluster cluster)
    {
        var result = await cluster.Admin.ListConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitions(group, null)]);
        return
        [
            .. result[0].Partitions
                .Where(offset => offset.Offset.Value >= 0)
                .OrderBy(offset => offset.Topic, StringComparer.Ordinal)
                .ThenBy(offset => offset.Partition.Value),
        ];
    }

    private static OffsetRow Unassigned(MemberDescription member) =>
        new(null, null, null, null, null, member.ConsumerId, NullIfEmpty(member.GroupInstanceId), member.Host, member.ClientId);

    private static IEnumerable<TopicPartition> Sorted(IEnumerable<TopicPartition> partitions) =>
        partitions.OrderBy(partition => partition.Topic, StringComparer.Ordinal).ThenBy(partition => partition.Partition.Value);

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
