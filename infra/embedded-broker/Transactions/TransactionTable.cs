using System.Collections.Concurrent;
using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Transactions;

/// <summary>The transactional ids that are known.</summary>
internal sealed class TransactionTable
{
    private readonly ConcurrentDictionary<string, Transaction> _transactions = new(StringComparer.Ordinal);
    private volatile bool _stopping;

    public ICollection<Transaction> All => _transactions.Values;

    /// <summary>Whether the broker stops: no transaction begins or changes any more.</summary>
    public bool IsStopping => _stopping;

    /// <summary>Null for an id that no producer has used, or that expired.</summary>
    public Transaction? Find(string transactionalId) => _transactions.GetValueOrDefault(transactionalId);

    public Transaction FindOrAdd(string transactionalId) => _transactions.GetOrAdd(transactionalId, static id => new Transaction(id));

    public void Remove(string transactionalId) => _transactions.TryRemove(transactionalId, out _);

    /// <summary>Checks that a request comes from the current producer of a transactional id. Called under the lock of the id.</summary>
    public ErrorCode CheckProducer(Transaction transaction, long producerId, short epoch)
    {
        if (_stopping)
            return ErrorCode.CoordinatorNotAvailable;

        // The id was looked up just before it expired: a transaction begun now would never end, because it is in no table.
        if (transaction.IsDead)
            return ErrorCode.InvalidProducerIdMapping;

        if (transaction.Metadata is not { } metadata || metadata.ProducerId != producerId)
            return ErrorCode.InvalidProducerIdMapping;

        return metadata.Epoch == epoch ? ErrorCode.None : ErrorCode.ProducerFenced;
    }

    /// <summary>
    /// Waits for changes that are under way, and lets no other begin, because the logs are closed next.
    /// </summary>
    public void Stop()
    {
        _stopping = true;
        foreach (var transaction in _transactions.Values)
        {
            lock (transaction.Lock)
                transaction.Dispose();
        }
    }
}
