// Left out: timeout_ms (the partitions exist when the response is sent).
using MsaSample.Broker.Handlers.Cluster;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Topics;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers.Topics;

/// <summary>CreatePartitions: raises the number of partitions of topics.</summary>
internal sealed class CreatePartitionsHandler(TopicCatalog catalog) : IHandler<CreatePartitionsRequest, CreatePartitionsResponse>
{
    public CreatePartitionsResponse Handle(CreatePartitionsRequest request, RequestContext context)
    {
        var results = request.Topics.GroupBy(t => t.Name).Select(same => same.Count() > 1
            ? new CreatePartitionsResult(same.Key, ErrorCode.InvalidRequest, "Duplicate topic name.")
            : Grow(same.First(), request.ValidateOnly));
        return new CreatePartitionsResponse([.. results]);
    }

    private CreatePartitionsResult Grow(CreatePartitionsTopic asked, bool validateOnly)
    {
        if (catalog.Find(asked.Name) is not { } topic)
            return new CreatePartitionsResult(
                asked.Name, ErrorCode.UnknownTopicOrPartition, "This server does not host this topic-partition.");
        if (topic.IsInternal)
            return new CreatePartitionsResult(asked.Name, ErrorCode.InvalidTopic, $"{topic.Name} is the broker's own.");

        var added = asked.Count - topic.Partitions.Count;
        if (asked.Assignments is { } placing && added > 0 && (placing.Count != added || !placing.All(a => a.Brokers is [BrokerNode.Id])))
        {
            return new CreatePartitionsResult(
                asked.Name,
                ErrorCode.InvalidReplicaAssignment,
                $"{added} partitions must be assigned, each to broker {BrokerNode.Id} alone.");
        }

        var result = catalog.AddPartitions(topic, asked.Count, validateOnly);
        return new CreatePartitionsResult(asked.Name, result.Error, result.Message);
    }
}
