// Left out: adding the group's partition to the transaction implicitly (KIP-890, v5).
using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;
using MsaSample.Broker.Protocol.Messages.Transactions;
using MsaSample.Broker.Transactions;

namespace MsaSample.Broker.Handlers.Transactions;

/// <summary>TxnOffsetCommit: stores offsets that become committed when the transaction commits.</summary>
internal sealed class TxnOffsetCommitHandler(TransactionCoordinator transactions, GroupCoordinator groups)
    : IHandler<TxnOffsetCommitRequest, TxnOffsetCommitResponse>
{
    public TxnOffsetCommitResponse Handle(TxnOffsetCommitRequest request, RequestContext context) => Answer(Commit(request));

    private OffsetCommitResponse Commit(TxnOffsetCommitRequest request)
    {
        // The same as an ordinary commit, except for the moment when it takes effect.
        var commit = new OffsetCommitRequest(
            request.GroupId, request.GenerationId, request.MemberId, request.InstanceId,
            [.. request.Topics.Select(static topic => new OffsetCommitTopic(topic.Name, [.. topic.Partitions.Select(static partition =>
                new OffsetCommitPartition(partition.Index, partition.Offset, partition.LeaderEpoch, partition.Metadata))]))]);
        if (request.GroupId.Length == 0)
            return OffsetCommitResponse.Failed(commit, ErrorCode.InvalidGroupId);

        if (groups.OffsetsPartition(request.GroupId) is not { } partition)
            return OffsetCommitResponse.Failed(commit, ErrorCode.CoordinatorNotAvailable);

        return transactions.WriteWhileOpen(
            request.TransactionalId, request.ProducerId, request.ProducerEpoch, partition,
            write: () => groups.CommitInTransaction(commit, (request.ProducerId, request.ProducerEpoch)),
            refuse: error => OffsetCommitResponse.Failed(commit, error));
    }

    private static TxnOffsetCommitResponse Answer(OffsetCommitResponse committed) => new(
        [.. committed.Topics.Select(static topic => new TransactionTopicResult(
            topic.Name, [.. topic.Partitions.Select(
                static partition => new TransactionPartitionResult(partition.Index, partition.Error))]))]);
}
