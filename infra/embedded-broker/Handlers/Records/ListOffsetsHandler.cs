// Left out: tiered storage (the latest tiered offset is always -1, the earliest local one is the earliest).
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Records;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers.Records;

/// <summary>ListOffsets: finds the start or the end of a log, or the first record at or after a time.</summary>
internal sealed class ListOffsetsHandler(TopicCatalog catalog) : IHandler<ListOffsetsRequest, ListOffsetsResponse>
{
    public ListOffsetsResponse Handle(ListOffsetsRequest request, RequestContext context) =>
        new([.. request.Topics.Select(topic => new ListOffsetsTopicResult(
            topic.Name, [.. topic.Partitions.Select(asked => Find(topic.Name, asked, request.Isolation))]))]);

    private ListOffsetsPartitionResult Find(string topic, ListOffsetsPartition asked, IsolationLevel isolation)
    {
        if (catalog.FindPartition(topic, asked.Index) is not { } partition)
            return new ListOffsetsPartitionResult(asked.Index, ErrorCode.UnknownTopicOrPartition);
        if (Partition.CheckLeaderEpoch(asked.CurrentLeaderEpoch) is not ErrorCode.None and var epochError)
            return new ListOffsetsPartitionResult(asked.Index, epochError);
        if (asked.Timestamp < ListOffsetsPartition.LatestTiered)
            return new ListOffsetsPartitionResult(asked.Index, ErrorCode.UnsupportedVersion);

        var (offset, timestamp) = Find(partition.Log, asked.Timestamp, isolation);
        return new ListOffsetsPartitionResult(asked.Index, ErrorCode.None, offset, timestamp, offset < 0 ? -1 : Partition.LeaderEpoch);
    }

    private static (long Offset, long Timestamp) Find(PartitionLog log, long timestamp, IsolationLevel isolation) => timestamp switch
    {
        ListOffsetsPartition.Latest => (isolation == IsolationLevel.ReadCommitted ? log.LastStableOffset : log.HighWatermark, -1),
        ListOffsetsPartition.Earliest or ListOffsetsPartition.EarliestLocal => (log.StartOffset, -1),
        ListOffsetsPartition.MaxTimestamp => log.FindMaxTimestamp(),
        ListOffsetsPartition.LatestTiered => (-1, -1), // there is no other tier
        _ => log.FindByTimestamp(timestamp),
    };
}
