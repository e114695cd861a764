using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Timers;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Transactions;

/// <summary>
/// All transactional ids of the broker (KIP-98, the protocol before KIP-890). Each change of state is in <c>__transaction_state</c> before it
/// counts; a decision, once there, is carried out whatever crash comes between. This part loads and stores; the others have one job each.
/// </summary>
internal sealed partial class TransactionCoordinator : IDisposable
{
    // One node: no other coordinator ever takes over.
    private const int CoordinatorEpoch = 0;

    private readonly ConcurrentDictionary<string, Transaction> _transactions = new(StringComparer.Ordinal);
    private readonly StateTopic _store;
    private readonly TransactionMarkers _markers;
    private readonly GroupCoordinator _groups;
    private readonly ProducerIds _producerIds;
    private readonly TransactionOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ITimer _upkeep;
    private volatile bool _stopping;

    /// <summary>Reads what there is and completes what a crash has interrupted; clients may come when this returns.</summary>
    public TransactionCoordinator(
        TopicCatalog catalog, TransactionMarkers markers, GroupCoordinator groups, ProducerIds producerIds, TransactionOptions options, TimeProvider clock,
        ILogger<TransactionCoordinator> logger)
    {
        _store = new StateTopic(catalog, clock, Topic.TransactionState, options.LogPartitions, logger);
        (_markers, _groups, _producerIds, _options, _clock, _logger) = (markers, groups, producerIds, options, clock, logger);
        _store.Replay(Restore);
        var completed = _transactions.Values.Count(Resume);
        if (!_transactions.IsEmpty)
            logger.TransactionsLoaded(_transactions.Count, completed);

        _upkeep = clock.CreateGuardedTimer(logger, Expire, options.IdExpirationCheck, options.IdExpirationCheck);
    }

    private long Now => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Makes sure that transactions can be served; called when a client looks for the coordinator.</summary>
    public ErrorCode Ready() => _store.Ensure();

    public void Dispose()
    {
        _stopping = true;
        _upkeep.Dispose();
        foreach (var transaction in _transactions.Values)
        {
            // The logs close next: who ends a transaction now ends it wholly, and nobody begins to.
            lock (transaction.Lock)
            {
                transaction.IsDead = true;
                transaction.Dispose();
            }
        }
    }

    /// <summary>Stores a change, then lets it count.</summary>
    private ErrorCode Move(Transaction transaction, TransactionMetadata next)
    {
        next = next with { UpdatedMs = Now };
        var stored = _store.Append(transaction.Id, [(TransactionRecords.Key(transaction.Id), TransactionRecords.Value(next))]);
        if (stored.Error != ErrorCode.None)
            return stored.Error == ErrorCode.MessageTooLarge ? ErrorCode.UnknownServerError : ErrorCode.CoordinatorNotAvailable;

        transaction.Metadata = next;
        _logger.TransactionMoved(transaction.Id, next.State, next.ProducerId, next.Epoch);
        return ErrorCode.None;
    }

    private void Restore(StateRecord record)
    {
        if (TransactionRecords.ReadKey(record.Key) is not { } id)
            return;

        if (record.Value is { } value)
        {
            var metadata = TransactionRecords.ReadValue(value);
            _transactions.GetOrAdd(id, static key => new Transaction(key)).Metadata = metadata;
        }
        else
        {
            _transactions.TryRemove(id, out _);
        }
    }

    // True when it was decided but not completed.
    private bool Resume(Transaction transaction)
    {
        lock (transaction.Lock)
        {
            if (transaction.Metadata!.State == TransactionState.Ongoing)
                WatchTimeout(transaction, transaction.Metadata);

            return transaction.Metadata.IsPrepared && Complete(transaction);
        }
    }

    private void Expire()
    {
        foreach (var (id, transaction) in _transactions)
        {
            lock (transaction.Lock)
            {
                if (transaction.Metadata is not { IsPrepared: false, State: not TransactionState.Ongoing } metadata
                    || Now - metadata.UpdatedMs < _options.IdExpiration.TotalMilliseconds
                    || _store.Append(id, [(TransactionRecords.Key(id), null)]).Error != ErrorCode.None)
                    continue;

                transaction.IsDead = true;
                transaction.Dispose();
                _transactions.TryRemove(id, out _);
                _logger.IdExpired(id);
            }
        }
    }
}
