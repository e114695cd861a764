using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Transactions;

namespace MsaSample.Broker.Transactions;

/// <summary>InitProducerId: who comes last owns the transactional id, everyone before is fenced off by the epoch.</summary>
internal sealed partial class TransactionCoordinator
{
    /// <summary>Gives a producer its id and epoch; with a transactional id, after the open transaction of its predecessor was aborted.</summary>
    public InitProducerIdResponse InitProducerId(InitProducerIdRequest request)
    {
        if (request.TransactionalId is not { } id)
            return new InitProducerIdResponse(ErrorCode.None, _producerIds.Take(), ProducerEpoch: 0);

        var hasCurrent = request.ProducerId >= 0;
        if (id.Length == 0 || hasCurrent != request.ProducerEpoch >= 0)
            return new InitProducerIdResponse(ErrorCode.InvalidRequest);

        if (request.TransactionTimeoutMs <= 0 || request.TransactionTimeoutMs > _options.MaxTimeout.TotalMilliseconds)
            return new InitProducerIdResponse(ErrorCode.InvalidTransactionTimeout);

        while (true)
        {
            var transaction = _transactions.GetOrAdd(id, static key => new Transaction(key));
            lock (transaction.Lock)
            {
                if (_stopping)
                    return new InitProducerIdResponse(ErrorCode.CoordinatorNotAvailable);

                if (transaction.IsDead)
                    continue;

                transaction.Metadata ??= New(request.TransactionTimeoutMs);
                var error = TakeOver(transaction, request.TransactionTimeoutMs, hasCurrent ? (request.ProducerId, request.ProducerEpoch) : null);
                return error == ErrorCode.None
                    ? new InitProducerIdResponse(ErrorCode.None, transaction.Metadata.ProducerId, transaction.Metadata.Epoch)
                    : new InitProducerIdResponse(error);
            }
        }
    }

    private TransactionMetadata New(int timeoutMs) =>
        new(_producerIds.Take(), TransactionMetadata.NoEpoch, timeoutMs, TransactionState.Empty, [], Now, StartedMs: -1);

    private ErrorCode TakeOver(Transaction transaction, int timeoutMs, (long Id, short Epoch)? current)
    {
        var metadata = transaction.Metadata!;
        if (current is { } owner && !MayGoOn(metadata, owner))
            return ErrorCode.ProducerFenced;

        // The same question again: its answer was lost (KIP-360).
        if (current is { } asker && metadata.Epoch >= 0 && asker.Epoch != metadata.Epoch)
            return metadata.State == TransactionState.Empty ? ErrorCode.None : ErrorCode.ProducerFenced;

        if (metadata.IsPrepared && !Complete(transaction))
            return ErrorCode.ConcurrentTransactions;

        if (metadata.State == TransactionState.Ongoing)
        {
            _logger.ProducerFenced(transaction.Id);
            if (AbortAndFence(transaction) is not ErrorCode.None and var error)
                return error;
        }

        return Move(transaction, Next(transaction.Metadata!, timeoutMs, current is not null));
    }

    // A producer that says who it is must be the one that was here last, or repeat the question that it asked as such.
    private static bool MayGoOn(TransactionMetadata metadata, (long Id, short Epoch) current)
    {
        if (metadata.Epoch == TransactionMetadata.NoEpoch)
            return true;

        var isRepeated = current.Epoch == metadata.PreviousEpoch;
        return current.Id == metadata.ProducerId
            ? current.Epoch == metadata.Epoch || isRepeated
            : current.Id == metadata.PreviousProducerId && isRepeated && TransactionMetadata.IsExhausted(current.Epoch);
    }

    private TransactionMetadata Next(TransactionMetadata metadata, int timeoutMs, bool isKnownProducer)
    {
        var next = metadata with
        {
            State = TransactionState.Empty,
            TimeoutMs = timeoutMs,
            StartedMs = -1,
            PreviousEpoch = isKnownProducer ? metadata.Epoch : TransactionMetadata.NoEpoch,
        };
        return metadata.IsEpochExhausted
            ? next with { ProducerId = _producerIds.Take(), Epoch = 0, PreviousProducerId = metadata.ProducerId }
            : next with { Epoch = (short)(metadata.Epoch + 1), PreviousProducerId = -1 };
    }
}
