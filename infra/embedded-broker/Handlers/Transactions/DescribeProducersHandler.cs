using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Transactions;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers.Transactions;

/// <summary>DescribeProducers: lists the idempotent and transactional producers known to each partition.</summary>
internal sealed class DescribeProducersHandler(TopicCatalog catalog) : IHandler<DescribeProducersRequest, DescribeProducersResponse>
{
    public DescribeProducersResponse Handle(DescribeProducersRequest request, RequestContext context) =>
        new([.. request.Topics.Select(
            topic => new ProducersTopicResult(topic.Name, [.. topic.Partitions.Select(index => Describe(topic.Name, index))]))]);

    private ProducersPartitionResult Describe(string topic, int index) => catalog.FindPartition(topic, index) is not { } partition
        ? new ProducersPartitionResult(index, ErrorCode.UnknownTopicOrPartition, null, [])
        : new ProducersPartitionResult(index, ErrorCode.None, null, [.. partition.Log.DescribeProducers().Select(
            static producer => new ActiveProducer(
                producer.ProducerId,
                producer.Epoch,
                producer.LastSequence,
                producer.LastTimestampMs,
                producer.CoordinatorEpoch,
                producer.OpenTransactionOffset))]);
}
