// Left out: timeout_ms (the records are gone when the response is sent).
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Records;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers.Records;

/// <summary>DeleteRecords: moves a log's start offset forward.</summary>
internal sealed class DeleteRecordsHandler(TopicCatalog catalog) : IHandler<DeleteRecordsRequest, DeleteRecordsResponse>
{
    public DeleteRecordsResponse Handle(DeleteRecordsRequest request, RequestContext context) =>
        new([.. request.Topics.Select(topic => new DeleteRecordsTopicResult(
            topic.Name, [.. topic.Partitions.Select(partition => Delete(catalog.Find(topic.Name), partition))]))]);

    private static DeleteRecordsPartitionResult Delete(Topic? topic, DeleteRecordsPartition asked)
    {
        if (topic?.FindPartition(asked.Index) is not { } partition)
            return new DeleteRecordsPartitionResult(asked.Index, -1, ErrorCode.UnknownTopicOrPartition);
        if (topic.IsInternal)
            return new DeleteRecordsPartitionResult(asked.Index, -1, ErrorCode.InvalidTopic);

        // A topic that is only compacted promises the last record of every key.
        if (ConfigDefinition.Elements(topic.Configs["cleanup.policy"]) is ["compact"])
            return new DeleteRecordsPartitionResult(asked.Index, -1, ErrorCode.PolicyViolation);

        var error = partition.Log.DeleteRecordsBefore(asked.Offset);
        return new DeleteRecordsPartitionResult(asked.Index, error == ErrorCode.None ? partition.Log.StartOffset : -1, error);
    }
}
