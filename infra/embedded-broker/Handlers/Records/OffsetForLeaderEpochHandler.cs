// Left out: epochs other than 0 (the only node leads every partition from the beginning).
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Records;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers.Records;

/// <summary>OffsetForLeaderEpoch: finds the end offset of a leader epoch. The only epoch ends at the log end offset.</summary>
internal sealed class OffsetForLeaderEpochHandler(TopicCatalog catalog)
    : IHandler<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse>
{
    public OffsetForLeaderEpochResponse Handle(OffsetForLeaderEpochRequest request, RequestContext context) =>
        new([.. request.Topics.Select(topic => new EpochTopicResult(
            topic.Name, [.. topic.Partitions.Select(partition => Find(topic.Name, partition))]))]);

    private EpochPartitionResult Find(string topic, EpochPartition asked)
    {
        if (catalog.FindPartition(topic, asked.Index) is not { } partition)
            return new EpochPartitionResult(ErrorCode.UnknownTopicOrPartition, asked.Index);
        if (Partition.CheckLeaderEpoch(asked.CurrentLeaderEpoch) is not ErrorCode.None and var epochError)
            return new EpochPartitionResult(epochError, asked.Index);

        return asked.LeaderEpoch == Partition.LeaderEpoch
            ? new EpochPartitionResult(ErrorCode.None, asked.Index, Partition.LeaderEpoch, partition.Log.EndOffset)
            : new EpochPartitionResult(ErrorCode.None, asked.Index);
    }
}
