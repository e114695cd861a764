// Left out: replication factors other than 1, timeout_ms (a topic exists when the response is sent).
using MsaSample.Broker.Handlers.Cluster;
using MsaSample.Broker.Handlers.Configs;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Topics;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers.Topics;

/// <summary>CreateTopics: creates each topic independently of the others in the request.</summary>
internal sealed class CreateTopicsHandler(TopicCatalog catalog, TopicDefaults defaults)
    : IHandler<CreateTopicsRequest, CreateTopicsResponse>
{
    private const short ReplicationFactor = 1;

    public CreateTopicsResponse Handle(CreateTopicsRequest request, RequestContext context)
    {
        var twice = request.Topics.GroupBy(t => t.Name).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        var results = request.Topics.DistinctBy(t => t.Name).Select(topic => twice.Contains(topic.Name)
            ? Refused(topic, ErrorCode.InvalidRequest, "Duplicate topic name.")
            : Create(topic, request.ValidateOnly));
        return new CreateTopicsResponse([.. results]);
    }

    private CreatedTopic Create(NewTopic topic, bool validateOnly)
    {
        if (CheckPlacing(topic) is { } misplaced)
            return misplaced;
        if (topic.Configs.FirstOrDefault(c => c.Value is null) is { } empty)
            return Refused(topic, ErrorCode.InvalidConfig, $"Null value not supported for topic configs: {empty.Name}");

        var (configs, problem) = TopicConfigs.Create(topic.Configs.Select(c => KeyValuePair.Create(c.Name, c.Value!)));
        if (configs is null)
            return Refused(topic, ErrorCode.InvalidConfig, problem!);

        var partitions = topic.Assignments.Count > 0 ? topic.Assignments.Count : topic.Partitions;
        var result = catalog.Create(topic.Name, partitions, configs, validateOnly);
        if (result.Error != ErrorCode.None)
            return Refused(topic, result.Error, result.Message!);

        return new CreatedTopic(
            topic.Name,
            result.Topic?.Id ?? Guid.Empty,
            ErrorCode.None,
            ErrorMessage: null,
            Partitions: partitions == -1 ? defaults.Partitions : partitions,
            ReplicationFactor,
            [.. ConfigDescriptions.OfTopic(configs).Select(c => new CreatedTopicConfig(c.Name, c.Value, c.Source))]);
    }

    // There is one node: every replica list must be that node.
    private static CreatedTopic? CheckPlacing(NewTopic topic)
    {
        if (topic.Assignments.Count > 0)
        {
            if (topic.Partitions != -1 || topic.ReplicationFactor != -1)
                return Refused(
                    topic, ErrorCode.InvalidRequest, "Partition count and replication factor must be -1 when an assignment is given.");

            var asExpected = topic.Assignments.Select(a => a.Partition).Order().SequenceEqual(Enumerable.Range(0, topic.Assignments.Count))
                && topic.Assignments.All(a => a.Brokers is [BrokerNode.Id]);
            return asExpected ? null : Refused(
                topic, ErrorCode.InvalidReplicaAssignment, $"Partitions must be numbered from 0, each on broker {BrokerNode.Id} alone.");
        }

        if (topic.Partitions is 0 or < -1)
            return Refused(topic, ErrorCode.InvalidPartitions, "Number of partitions was set to an invalid non-positive value.");
        if (topic.ReplicationFactor is -1 or ReplicationFactor)
            return null;

        return Refused(topic, ErrorCode.InvalidReplicationFactor, topic.ReplicationFactor < 1
            ? "Replication factor must be larger than 0, or -1 to use the default value."
            : $"Unable to replicate the partition {topic.ReplicationFactor} time(s): The target replication factor of "
                + $"{topic.ReplicationFactor} cannot be reached because only 1 broker(s) are registered.");
    }

    private static CreatedTopic Refused(NewTopic topic, ErrorCode error, string message) => new(topic.Name, Guid.Empty, error, message);
}
