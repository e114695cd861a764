using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Timers;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Transactions;

/// <summary>Ending a transaction: the decision first, then a marker in each partition, then the note that all is done.</summary>
internal sealed partial class TransactionCoordinator
{
    /// <summary>EndTxn; asking again for what was decided is no error.</summary>
    public ErrorCode End(string transactionalId, long producerId, short epoch, bool commit)
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
            switch (metadata.State)
            {
                case TransactionState.Ongoing:
                    error = Move(transaction, metadata with { State = commit ? TransactionState.PrepareCommit : TransactionState.PrepareAbort });
                    if (error == ErrorCode.None)
                        Complete(transaction);
                    return error;
                case TransactionState.PrepareCommit or TransactionState.PrepareAbort:
                    return commit == (metadata.State == TransactionState.PrepareCommit) ? ErrorCode.ConcurrentTransactions : ErrorCode.InvalidTxnState;
                case TransactionState.CompleteCommit or TransactionState.CompleteAbort:
                    return commit == (metadata.State == TransactionState.CompleteCommit) ? ErrorCode.None : ErrorCode.InvalidTxnState;
                default:
                    return ErrorCode.InvalidTxnState;
            }
        }
    }

    /// <summary>Aborts what is open under an epoch that its producer does not have: it can write no more.</summary>
    private ErrorCode AbortAndFence(Transaction transaction)
    {
        var metadata = transaction.Metadata!;
        var error = Move(transaction, metadata with
        {
            State = TransactionState.PrepareAbort,
            Epoch = (short)(metadata.Epoch + 1),
            PreviousEpoch = TransactionMetadata.NoEpoch,
        });
        if (error != ErrorCode.None)
            return error;

        return Complete(transaction) ? ErrorCode.None : ErrorCode.ConcurrentTransactions;
    }

    /// <summary>Writes the markers and the last record. False when a log did not take its own: tried again after a while.</summary>
    private bool Complete(Transaction transaction)
    {
        var metadata = transaction.Metadata!;
        var commit = metadata.State == TransactionState.PrepareCommit;
        foreach (var partition in metadata.Partitions)
        {
            if (WriteMarker(transaction, partition, commit))
                transaction.Metadata = transaction.Metadata! with { Partitions = transaction.Metadata.Partitions.Remove(partition) };
        }

        var completed = transaction.Metadata! with { State = commit ? TransactionState.CompleteCommit : TransactionState.CompleteAbort };
        if (!completed.Partitions.IsEmpty || Move(transaction, completed) != ErrorCode.None)
        {
            SetTimer(transaction, _options.MarkerRetry, () => Retry(transaction));
            return false;
        }

        transaction.Timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return true;
    }

    private bool WriteMarker(Transaction transaction, TopicPartition partition, bool commit)
    {
        var metadata = transaction.Metadata!;
        var error = _markers.WriteDecided(partition, metadata.ProducerId, metadata.Epoch, new TransactionMarker(commit, CoordinatorEpoch));
        if (error is ErrorCode.None or ErrorCode.UnknownTopicOrPartition)
            return true; // a topic that was deleted needs no marker

        _logger.MarkerRefused(partition.Topic, partition.Partition, transaction.Id, error);

        // A marker of a later epoch has ended it already, by a tool's hand: there is nothing left to try.
        return error == ErrorCode.InvalidProducerEpoch;
    }

    private void Retry(Transaction transaction)
    {
        lock (transaction.Lock)
        {
            if (!transaction.IsDead && transaction.Metadata!.IsPrepared)
                Complete(transaction);
        }
    }

    private void WatchTimeout(Transaction transaction, TransactionMetadata metadata)
    {
        var left = metadata.StartedMs + metadata.TimeoutMs - Now;
        SetTimer(transaction, TimeSpan.FromMilliseconds(Math.Max(0, left)), () => OnTimeout(transaction));
    }

    private void OnTimeout(Transaction transaction)
    {
        lock (transaction.Lock)
        {
            if (transaction.IsDead || transaction.Metadata is not { State: TransactionState.Ongoing } metadata)
                return;

            // The timer of an earlier transaction may have waited for the lock.
            if (metadata.StartedMs + metadata.TimeoutMs > Now)
            {
                WatchTimeout(transaction, metadata);
                return;
            }

            _logger.TransactionTimedOut(transaction.Id, metadata.TimeoutMs);
            if (AbortAndFence(transaction) == ErrorCode.CoordinatorNotAvailable)
                SetTimer(transaction, _options.MarkerRetry, () => OnTimeout(transaction));
        }
    }

    private void SetTimer(Transaction transaction, TimeSpan due, Action onDue)
    {
        transaction.Timer?.Dispose();
        transaction.Timer = _clock.CreateGuardedTimer(_logger, onDue, due, Timeout.InfiniteTimeSpan);
    }
}
