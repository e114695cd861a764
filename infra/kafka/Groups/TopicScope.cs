using Confluent.Kafka;
using MsaSample.Kafka.Clients;
using MsaSample.Kafka.Commands;
using MsaSample.Kafka.Offsets;

namespace MsaSample.Kafka.Groups;

/// <summary>The values of <c>--topic</c>: <c>topic</c> for all its partitions, <c>topic:0,1</c> for some.</summary>
internal static class TopicScope
{
    /// <exception cref="ToolException">There is no such topic or partition.</exception>
    public static IReadOnlyList<TopicPartition> Partitions(IReadOnlyList<string> scopes, Cluster cluster) =>
        [
            .. scopes.SelectMany(scope => Partitions(scope, cluster))
                .Distinct()
                .OrderBy(partition => partition.Topic, StringComparer.Ordinal)
                .ThenBy(partition => partition.Partition.Value),
        ];

    private static IEnumerable<TopicPartition> Partitions(string scope, Cluster cluster)
    {
        var parts = scope.Split(':', 2);
        var count = cluster.PartitionsOf(parts[0]) ?? throw new ToolException($"topic {parts[0]}: there is no such topic");
        var numbers = parts.Length == 1 ? Enumerable.Range(0, count) : parts[1].Split(',').Select(PartitionRange.Number);
        return numbers.Select(number => number < count
            ? new TopicPartition(parts[0], number)
            : throw new ToolException($"partition {number} of topic {parts[0]}: there is no such partition"));
    }
}
