using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Transactions;

/// <summary>The topic <c>__transaction_state</c>. Every change of a transactional id is stored there before it takes effect.</summary>
internal sealed class TransactionLog(StateTopic topic, TimeProvider clock, ILogger logger)
{
    /// <summary>Makes sure that the topic exists.</summary>
    public ErrorCode Ensure() => topic.Ensure();

    /// <summary>Stores the next metadata of a transactional id, which then takes effect.</summary>
    public ErrorCode Change(Transaction transaction, TransactionMetadata next)
    {
        next = next with { UpdatedMs = clock.GetUtcNow().ToUnixTimeMilliseconds() };
        var stored = topic.Append(transaction.Id, [(TransactionRecords.Key(transaction.Id), TransactionRecords.Value(next))]);
        if (stored.Error != ErrorCode.None)
            return stored.Error == ErrorCode.MessageTooLarge ? ErrorCode.UnknownServerError : ErrorCode.CoordinatorNotAvailable;

        transaction.Metadata = next;
        logger.TransactionMoved(transaction.Id, next.State, next.ProducerId, next.Epoch);
        return ErrorCode.None;
    }

    /// <summary>Writes the tombstone of a transactional id; false when it cannot be written.</summary>
    public bool TryErase(string transactionalId) =>
        topic.Append(transactionalId, [(TransactionRecords.Key(transactionalId), null)]).Error == ErrorCode.None;

    /// <summary>Restores the transactional ids at the start of the broker.</summary>
    public void Replay(TransactionTable transactions) => topic.Replay(record =>
    {
        if (TransactionRecords.ReadKey(record.Key) is not { } id)
            return;

        if (record.Value is { } value)
        {
            var metadata = TransactionRecords.ReadValue(value); // first: a value that cannot be read adds no id
            transactions.FindOrAdd(id).Metadata = metadata;
        }
        else
        {
            transactions.Remove(id);
        }
    });
}
