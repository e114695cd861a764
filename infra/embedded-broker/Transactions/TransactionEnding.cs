using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Transactions;

/// <summary>
/// Ends transactions in three steps: the decision goes into the transaction log (Prepare…), a marker into each partition, and the
/// completion into the transaction log (Complete…). What is decided is carried out whatever crash comes between.
/// </summary>
internal sealed class TransactionEnding(
    TransactionTable transactions, TransactionLog log, TransactionMarkers markers, TransactionOptions options, TimeProvider clock,
    ILogger logger)
{
    // There is one node: no other coordinator ever takes over.
    private const int CoordinatorEpoch = 0;

    /// <summary>EndTxn; repeating a decision is no error.</summary>
    public ErrorCode End(string transactionalId, long producerId, short epoch, bool commit)
    {
        if (transactionalId.Length == 0)
            return ErrorCode.InvalidRequest;

        if (transactions.Find(transactionalId) is not { } transaction)
            return ErrorCode.InvalidProducerIdMapping;

        lock (transaction.Lock)
        {
            var error = transactions.CheckProducer(transaction, producerId, epoch);
            return error != ErrorCode.None ? error : End(transaction, commit);
        }
    }

    /// <summary>Aborts the open transaction with the next epoch, which fences its producer: it can write no more.</summary>
    public ErrorCode AbortAndFence(Transaction transaction)
    {
        var metadata = transaction.Metadata!;
        var error = log.Change(transaction, metadata with
        {
            State = TransactionState.PrepareAbort,
            Epoch = (short)(metadata.Epoch + 1),
            PreviousEpoch = TransactionMetadata.NoEpoch,
        });
        if (error != ErrorCode.None)
            return error;

        return TryComplete(transaction) ? ErrorCode.None : ErrorCode.ConcurrentTransactions;
    }

    /// <summary>
    /// Writes the markers of a decided transaction, and its completion. False when a log did not take its record: a timer tries again.
    /// </summary>
    public bool TryComplete(Transaction transaction)
    {
        var metadata = transaction.Metadata!;
        var commit = metadata.State == TransactionState.PrepareCommit;
        foreach (var partition in metadata.Partitions)
        {
            if (WriteMarker(transaction, partition, commit))
                transaction.Metadata = transaction.Metadata! with { Partitions = transaction.Metadata.Partitions.Remove(partition) };
        }

        var completed = transaction.Metadata! with { State = commit ? TransactionState.CompleteCommit : TransactionState.CompleteAbort };
        if (!completed.Partitions.IsEmpty || log.Change(transaction, completed) != ErrorCode.None)
        {
            transaction.StartTimer(clock, logger, options.MarkerRetry, () => Retry(transaction));
            return false;
        }

        transaction.StopTimer();
        return true;
    }

    private ErrorCode End(Transaction transaction, bool commit)
    {
        var metadata = transaction.Metadata!;
        var (prepare, complete) = commit
            ? (TransactionState.PrepareCommit, TransactionState.CompleteCommit)
            : (TransactionState.PrepareAbort, TransactionState.CompleteAbort);
        if (metadata.State == prepare)
            return ErrorCode.ConcurrentTransactions;
        if (metadata.State == complete)
            return ErrorCode.None;
        if (metadata.State != TransactionState.Ongoing)
            return ErrorCode.InvalidTxnState;

        var error = log.Change(transaction, metadata with { State = prepare });
        if (error == ErrorCode.None)
            TryComplete(transaction);

        return error;
    }

    private bool WriteMarker(Transaction transaction, TopicPartition partition, bool commit)
    {
        var metadata = transaction.Metadata!;
        var error = markers.WriteDecided(partition, metadata.ProducerId, metadata.Epoch, new TransactionMarker(commit, CoordinatorEpoch));
        if (error is ErrorCode.None or ErrorCode.UnknownTopicOrPartition)
            return true; // a topic that was deleted needs no marker

        logger.MarkerRefused(partition.Topic, partition.Partition, transaction.Id, error);

        // A marker of a later epoch, which a tool wrote, has ended the transaction there: nothing is left to try.
        return error == ErrorCode.InvalidProducerEpoch;
    }

    private void Retry(Transaction transaction)
    {
        if (transaction.Metadata!.IsPrepared)
            TryComplete(transaction);
    }
}
