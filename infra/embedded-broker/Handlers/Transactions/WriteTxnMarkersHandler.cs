using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Transactions;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Topics;
using MsaSample.Broker.Transactions;

namespace MsaSample.Broker.Handlers.Transactions;

/// <summary>WriteTxnMarkers: ends a transaction that its coordinator does not know, for <c>kafka-transactions abort</c>.</summary>
internal sealed class WriteTxnMarkersHandler(TransactionMarkers markers) : IHandler<WriteTxnMarkersRequest, WriteTxnMarkersResponse>
{
    public WriteTxnMarkersResponse Handle(WriteTxnMarkersRequest request, RequestContext context) =>
        new([.. request.Markers.Select(
            marker => new MarkerResult(marker.ProducerId, [.. marker.Topics.Select(topic => Write(marker, topic))]))]);

    private TransactionTopicResult Write(WritableMarker marker, TransactionTopic topic)
    {
        var written = new TransactionMarker(marker.Commit, marker.CoordinatorEpoch);
        return new TransactionTopicResult(topic.Name, [.. topic.Partitions.Select(index => new TransactionPartitionResult(
            index, markers.Write(new TopicPartition(topic.Name, index), marker.ProducerId, marker.ProducerEpoch, written)))]);
    }
}
