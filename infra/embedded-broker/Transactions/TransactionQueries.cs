using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Transactions;

namespace MsaSample.Broker.Transactions;

/// <summary>
/// DescribeTransactions and ListTransactions (KIP-664), for tools. They read the metadata, which never changes in place, without a lock.
/// </summary>
internal sealed class TransactionQueries(TransactionTable transactions, TimeProvider clock)
{
    public DescribedTransaction Describe(string transactionalId)
    {
        if (transactionalId.Length == 0)
            return DescribedTransaction.Failed(transactionalId, ErrorCode.InvalidRequest);

        if (transactions.Find(transactionalId)?.Metadata is not { } metadata)
            return DescribedTransaction.Failed(transactionalId, ErrorCode.TransactionalIdNotFound);

        return new DescribedTransaction(
            ErrorCode.None, transactionalId, metadata.State.ToString(), metadata.TimeoutMs, metadata.StartedMs,
            metadata.ProducerId, metadata.Epoch,
            [.. metadata.Partitions.GroupBy(static partition => partition.Topic, StringComparer.Ordinal)
                .Select(static topic => new TransactionTopic(
                    topic.Key, [.. topic.Select(static partition => partition.Partition).Order()]))]);
    }

    /// <summary>The transactional ids that pass all filters; an empty filter lets everything pass.</summary>
    public IReadOnlyList<ListedTransaction> List(ListTransactionsRequest request)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return [.. transactions.All
            .Select(static transaction => (transaction.Id, transaction.Metadata))
            .Where(transaction => transaction.Metadata is { } metadata
                && (request.StateFilters.Count == 0 || request.StateFilters.Contains(metadata.State.ToString()))
                && (request.ProducerIdFilters.Count == 0 || request.ProducerIdFilters.Contains(metadata.ProducerId))
                && (request.MinDurationMs < 0 || now - metadata.StartedMs > request.MinDurationMs))
            .Select(static transaction => new ListedTransaction(
                transaction.Id, transaction.Metadata!.ProducerId, transaction.Metadata.State.ToString()))];
    }
}
