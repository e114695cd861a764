using MsaSample.Broker.Protocol;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Transactions;

/// <summary>What belongs to a transaction: AddPartitionsToTxn, AddOffsetsToTxn, and the check before a first record goes into a log.</summary>
internal sealed partial class TransactionCoordinator
{
    /// <summary>Adds partitions; the first ones begin the transaction.</summary>
    public ErrorCode Add(string transactionalId, long producerId, short epoch, IReadOnlyCollection<TopicPartition> partitions)
    {
        if (transactionalId.Length == 0)
            return ErrorCode.InvalidRequest;

        if (!_transactions.TryGetValue(transactionalId, out var transaction))
            return ErrorCode.InvalidProducerIdMapping;

        lock (transaction.Lock)
        {
            var error = CheckProducer(transaction, producerId, epoch);
            if (error != ErrorCode.None)
                return error;

            var metadata = transaction.Metadata!;
            if (metadata.IsPrepared)
                return ErrorCode.ConcurrentTransactions;

            var isOngoing = metadata.State == TransactionState.Ongoing;
            var added = metadata.Partitions.Union(partitions);
            if (isOngoing && added.Count == metadata.Partitions.Count)
                return ErrorCode.None;

            error = Move(transaction, metadata with
            {
                State = TransactionState.Ongoing,
                Partitions = added,
                StartedMs = isOngoing ? metadata.StartedMs : Now,
            });
            if (error == ErrorCode.None && !isOngoing)
                WatchTimeout(transaction, transaction.Metadata!);

            return error;
        }
    }

    /// <summary>Adds the partition of <c>__consumer_offsets</c> that a group's offsets go to.</summary>
    public ErrorCode AddOffsets(string transactionalId, long producerId, short epoch, string groupId) =>
        _groups.OffsetsPartition(groupId) is { } partition
            ? Add(transactionalId, producerId, epoch, [partition])
            : ErrorCode.CoordinatorNotAvailable;

    /// <summary>
    /// Writes records to a partition that was added, while the transaction cannot end: else they could come behind its marker and be
    /// open for ever.
    /// </summary>
    /// <param name="transactionalId">Whose transaction.</param>
    /// <param name="producerId">The producer, as the records say.</param>
    /// <param name="epoch">Its epoch, as the records say.</param>
    /// <param name="partition">Where the records go.</param>
    /// <param name="write">Called when all is right.</param>
    /// <param name="refuse">Called when it is not.</param>
    public T WriteWhileOpen<T>(string transactionalId, long producerId, short epoch, TopicPartition partition, Func<T> write, Func<ErrorCode, T> refuse)
    {
        if (!_transactions.TryGetValue(transactionalId, out var transaction))
            return refuse(ErrorCode.InvalidProducerIdMapping);

        lock (transaction.Lock)
        {
            var error = CheckProducer(transaction, producerId, epoch);
            if (error == ErrorCode.None && transaction.Metadata!.IsPrepared)
                error = ErrorCode.ConcurrentTransactions;
            else if (error == ErrorCode.None && !transaction.Metadata!.Partitions.Contains(partition))
                error = ErrorCode.InvalidTxnState;

            // PRODUCER_FENCED would end the client; of this it can recover by a new epoch.
            return error == ErrorCode.None ? write() : refuse(error == ErrorCode.ProducerFenced ? ErrorCode.InvalidProducerEpoch : error);
        }
    }

    private ErrorCode CheckProducer(Transaction transaction, long producerId, short epoch)
    {
        if (_stopping)
            return ErrorCode.CoordinatorNotAvailable;

        // Looked up just before it expired: nobody would ever end what it begins now.
        if (transaction.IsDead)
            return ErrorCode.InvalidProducerIdMapping;

        if (transaction.Metadata is not { } metadata || metadata.ProducerId != producerId)
            return ErrorCode.InvalidProducerIdMapping;

        return metadata.Epoch == epoch ? ErrorCode.None : ErrorCode.ProducerFenced;
    }
}
