using Confluent.Kafka;
using Confluent.Kafka.Admin;
using MsaSample.CommandLine.Options;
using MsaSample.Kafka.Clients;
using MsaSample.Kafka.Commands;

namespace MsaSample.Kafka.Topics;

/// <summary><c>topics --describe</c>: a line for the topic, then one for each partition.</summary>
internal static class DescribeTopics
{
    public static async Task RunAsync(Arguments args, Cluster cluster, Terminal terminal)
    {
        var topics = TopicsCommand.Select(args, cluster);
        if (topics.Count == 0)
            return;

        var described = await cluster.Admin.DescribeTopicsAsync(TopicCollection.OfTopicNames(topics));
        var resources = topics.Select(topic => new ConfigResource { Type = ResourceType.Topic, Name = topic });
        var configs = await cluster.Admin.DescribeConfigsAsync(resources);
        var overrides = configs.ToDictionary(
            result => result.ConfigResource.Name,
            result => result.Entries.Values.Where(entry => !entry.IsDefault).ToList());

        var onlySome = args.Has("--under-replicated-partitions") || args.Has("--unavailable-partitions");
        foreach (var topic in described.TopicDescriptions.OrderBy(topic => topic.Name, StringComparer.Ordinal))
        {
            var own = overrides[topic.Name];
            if (args.Has("--topics-with-overrides") && own.Count == 0)
                continue;
            if (!onlySome)
                terminal.WriteLine(TopicLine(topic, own));
            if (!args.Has("--topics-with-overrides"))
                foreach (var partition in topic.Partitions.Where(partition => !onlySome || Wanted(args, partition)))
                    terminal.WriteLine(PartitionLine(topic.Name, partition));
        }
    }

    private static bool Wanted(Arguments args, TopicPartitionInfo partition) =>
        (args.Has("--under-replicated-partitions") && partition.ISR.Count < partition.Replicas.Count)
        || (args.Has("--unavailable-partitions") && !HasLeader(partition));

    private static string TopicLine(TopicDescription topic, IEnumerable<ConfigEntryResult> overrides) =>
        $"Topic: {topic.Name}\tTopicId: {Text(topic.TopicId)}\tPartitionCount: {topic.Partitions.Count}"
        + $"\tReplicationFactor: {topic.Partitions[0].Replicas.Count}"
        + $"\tConfigs: {string.Join(',', overrides.Select(entry => $"{entry.Name}={entry.Value}"))}";

    // Kafka writes ids in the URL-safe alphabet, the client in the plain one.
    private static string Text(Uuid id) => id.ToString().Replace('+', '-').Replace('/', '_');

    // librdkafka does not ask for the eligible leader replicas, so those two are always empty.
    private static string PartitionLine(string topic, TopicPartitionInfo partition) =>
        $"\tTopic: {topic}\tPartition: {partition.Partition}\tLeader: {(HasLeader(partition) ? partition.Leader.Id : "none")}"
        + $"\tReplicas: {Ids(partition.Replicas)}\tIsr: {Ids(partition.ISR)}\tElr: \tLastKnownElr: ";

    private static bool HasLeader(TopicPartitionInfo partition) => partition.Leader is { Id: >= 0 };

    private static string Ids(IEnumerable<Node> nodes) => string.Join(',', nodes.Select(node => node.Id));
}
