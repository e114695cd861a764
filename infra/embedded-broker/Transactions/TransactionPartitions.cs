using MsaSample.Broker.Protocol;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Transactions;

/// <summary>
/// The partitions of open transactions: AddPartitionsToTxn, and the check before the first record of a transaction goes into a partition.
/// </summary>
internal sealed class TransactionPartitions(
    TransactionTable transactions, TransactionLog log, TransactionTimeouts timeouts, TimeProvider clock)
{
    /// <summary>Adds partitions; the first ones begin the transaction.</summary>
    public ErrorCode Add(string transactionalId, long producerId, short epoch, IReadOnlyCollection<TopicPartition> partitions)
    {
        if (transactionalId.Length == 0)
            return ErrorCode.InvalidRequest;

        if (transactions.Find(transactionalId) is not { } transaction)
            return ErrorCode.InvalidProducerIdMapping;

        lock (transaction.Lock)
        {
            var error = transactions.CheckProducer(transaction, producerId, epoch);
            if (error != ErrorCode.None)
                return error;

            var metadata = transaction.Metadata!;
            if (metadata.IsPrepared)
                return ErrorCode.ConcurrentTransactions;

            var isOngoing = metadata.State == TransactionState.Ongoing;
            var added = metadata.Partitions.Union(partitions);
            if (isOngoing && added.Count == metadata.Partitions.Count)
                return ErrorCode.None;

            error = log.Change(transaction, metadata with
            {
                State = TransactionState.Ongoing,
                Partitions = added,
                StartedMs = isOngoing ? metadata.StartedMs : clock.GetUtcNow().ToUnixTimeMilliseconds(),
            });
            if (error == ErrorCode.None && !isOngoing)
                timeouts.Watch(transaction);

            return error;
        }
    }

    /// <summary>
    /// Writes records to a partition that was added, and keeps the transaction from ending meanwhile: records after its marker would stay
    /// open until a tool aborts them.
    /// </summary>
    /// <param name="transactionalId">The transactional id of the request.</param>
    /// <param name="producerId">The producer id of the records.</param>
    /// <param name="epoch">The producer epoch of the records.</param>
    /// <param name="partition">Where the records go.</param>
    /// <param name="write">Called under the transaction's lock when the transaction is open and has the partition.</param>
    /// <param name="refuse">Called with the error when not.</param>
    public T WriteWhileOpen<T>(
        string transactionalId, long producerId, short epoch, TopicPartition partition, Func<T> write, Func<ErrorCode, T> refuse)
    {
        if (transactions.Find(transactionalId) is not { } transaction)
            return refuse(ErrorCode.InvalidProducerIdMapping);

        lock (transaction.Lock)
        {
            var error = transactions.CheckProducer(transaction, producerId, epoch);
            if (error == ErrorCode.None && transaction.Metadata!.IsPrepared)
                error = ErrorCode.ConcurrentTransactions;
            else if (error == ErrorCode.None && !transaction.Metadata!.Partitions.Contains(partition))
                error = ErrorCode.InvalidTxnState;

            // PRODUCER_FENCED would be fatal to the client; from INVALID_PRODUCER_EPOCH it can recover by asking for a new epoch.
            return error == ErrorCode.None ? write() : refuse(error == ErrorCode.ProducerFenced ? ErrorCode.InvalidProducerEpoch : error);
        }
    }
}
