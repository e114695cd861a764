using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Transactions;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Transactions;

/// <summary>InitProducerId: the last producer that asks owns the transactional id; its epoch fences those before it.</summary>
internal sealed class TransactionalProducers(
    TransactionTable transactions, TransactionLog log, TransactionEnding ending, ProducerIds producerIds, TransactionOptions options,
    TimeProvider clock, ILogger logger)
{
    private const long NoProducerId = -1;
    private const long NotStarted = -1;

    /// <summary>
    /// Gives a producer its id and epoch. With a transactional id, the open transaction of its predecessor is aborted before.
    /// </summary>
    public InitProducerIdResponse Init(InitProducerIdRequest request)
    {
        if (request.TransactionalId is not { } id)
            return new InitProducerIdResponse(ErrorCode.None, producerIds.Take(), ProducerEpoch: 0);

        (long, short)? current = request.ProducerId >= 0 ? (request.ProducerId, request.ProducerEpoch) : null;
        if (id.Length == 0 || current is not null != request.ProducerEpoch >= 0)
            return new InitProducerIdResponse(ErrorCode.InvalidRequest);

        if (request.TransactionTimeoutMs <= 0 || request.TransactionTimeoutMs > options.MaxTimeout.TotalMilliseconds)
            return new InitProducerIdResponse(ErrorCode.InvalidTransactionTimeout);

        while (true)
        {
            var transaction = transactions.FindOrAdd(id);
            lock (transaction.Lock)
            {
                if (transactions.IsStopping)
                    return new InitProducerIdResponse(ErrorCode.CoordinatorNotAvailable);

                if (transaction.IsDead)
                    continue; // it has just expired: the next look-up adds a new one

                transaction.Metadata ??= New(request.TransactionTimeoutMs);
                var error = TakeOver(transaction, request.TransactionTimeoutMs, current);
                return error == ErrorCode.None
                    ? new InitProducerIdResponse(ErrorCode.None, transaction.Metadata.ProducerId, transaction.Metadata.Epoch)
                    : new InitProducerIdResponse(error);
            }
        }
    }

    private TransactionMetadata New(int timeoutMs) => new(
        producerIds.Take(), TransactionMetadata.NoEpoch, timeoutMs, TransactionState.Empty, [],
        UpdatedMs: clock.GetUtcNow().ToUnixTimeMilliseconds(), StartedMs: NotStarted);

    private ErrorCode TakeOver(Transaction transaction, int timeoutMs, (long Id, short Epoch)? current)
    {
        var metadata = transaction.Metadata!;
        if (current is { } owner && !MayGoOn(metadata, owner))
            return ErrorCode.ProducerFenced;

        // A repeated request, whose answer was lost (KIP-360): the epoch has been raised already.
        if (current is { } asker && metadata.Epoch >= 0 && asker.Epoch != metadata.Epoch)
            return metadata.State == TransactionState.Empty ? ErrorCode.None : ErrorCode.ProducerFenced;

        if (metadata.IsPrepared && !ending.TryComplete(transaction))
            return ErrorCode.ConcurrentTransactions;

        if (metadata.State == TransactionState.Ongoing)
        {
            logger.ProducerFenced(transaction.Id);
            if (ending.AbortAndFence(transaction) is not ErrorCode.None and var error)
                return error;
        }

        return log.Change(transaction, Next(transaction.Metadata!, timeoutMs, isKnownProducer: current is not null));
    }

    // A producer that sends its id and epoch must be the current one, or repeat the request by which it got the current epoch.
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
            StartedMs = NotStarted,
            PreviousEpoch = isKnownProducer ? metadata.Epoch : TransactionMetadata.NoEpoch,
        };
        return metadata.IsEpochExhausted
            ? next with { ProducerId = producerIds.Take(), Epoch = 0, PreviousProducerId = metadata.ProducerId }
            : next with { Epoch = (short)(metadata.Epoch + 1), PreviousProducerId = NoProducerId };
    }
}
