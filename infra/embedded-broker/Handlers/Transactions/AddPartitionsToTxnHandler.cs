// Left out: v4 and later, which brokers send to each other (KIP-890).
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Transactions;
using MsaSample.Broker.Topics;
using MsaSample.Broker.Transactions;

namespace MsaSample.Broker.Handlers.Transactions;

/// <summary>AddPartitionsToTxn: adds all partitions to the transaction or, when one of them cannot be written, none.</summary>
internal sealed class AddPartitionsToTxnHandler(TransactionCoordinator transactions, TopicCatalog catalog)
    : IHandler<AddPartitionsToTxnRequest, AddPartitionsToTxnResponse>
{
    private const short FencedFrom = 2;

    public AddPartitionsToTxnResponse Handle(AddPartitionsToTxnRequest request, RequestContext context)
    {
        var partitions = request.Topics
            .SelectMany(static topic => topic.Partitions.Select(index => new TopicPartition(topic.Name, index)))
            .ToArray();
        var bad = partitions.Distinct()
            .Select(partition => (Partition: partition, Error: Check(partition)))
            .Where(static p => p.Error != ErrorCode.None)
            .ToDictionary(static p => p.Partition, static p => p.Error);
        var error = bad.Count > 0
            ? ErrorCode.OperationNotAttempted
            : transactions.Add(request.TransactionalId, request.ProducerId, request.ProducerEpoch, partitions)
                .For(context.ApiVersion, FencedFrom);

        return new AddPartitionsToTxnResponse([.. request.Topics.Select(topic => new TransactionTopicResult(
            topic.Name, [.. topic.Partitions.Select(index => new TransactionPartitionResult(
                index, bad.GetValueOrDefault(new TopicPartition(topic.Name, index), error)))]))]);
    }

    private ErrorCode Check(TopicPartition partition)
    {
        if (Topic.IsInternalName(partition.Topic))
            return ErrorCode.TopicAuthorizationFailed;

        return catalog.FindPartition(partition.Topic, partition.Partition) is null ? ErrorCode.UnknownTopicOrPartition : ErrorCode.None;
    }
}
