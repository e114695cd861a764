using Microsoft.Extensions.Logging;
using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Transactions;
using MsaSample.Broker.Timers;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Transactions;

/// <summary>
/// The transactions of the broker (KIP-98, in the protocol before KIP-890). It knows the groups, because offsets are committed in
/// transactions; the groups do not know it. <see cref="Transaction"/> says which lock guards what.
/// </summary>
internal sealed class TransactionCoordinator : IDisposable
{
    private readonly TransactionTable _transactions = new();
    private readonly TransactionLog _log;
    private readonly TransactionEnding _ending;
    private readonly TransactionTimeouts _timeouts;
    private readonly TransactionPartitions _partitions;
    private readonly TransactionalProducers _producers;
    private readonly TransactionQueries _queries;
    private readonly GroupCoordinator _groups;
    private readonly TransactionOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ITimer _expiration;

    /// <summary>Restores the transactions and completes those that a crash has interrupted; clients may come when this returns.</summary>
    public TransactionCoordinator(
        TopicCatalog catalog, TransactionMarkers markers, GroupCoordinator groups, ProducerIds producerIds, TransactionOptions options,
        TimeProvider clock, ILogger<TransactionCoordinator> logger)
    {
        (_groups, _options, _clock, _logger) = (groups, options, clock, logger);
        _log = new TransactionLog(new StateTopic(catalog, clock, Topic.TransactionState, options.LogPartitions, logger), clock, logger);
        _ending = new TransactionEnding(_transactions, _log, markers, options, clock, logger);
        _timeouts = new TransactionTimeouts(_ending, options, clock, logger);
        _partitions = new TransactionPartitions(_transactions, _log, _timeouts, clock);
        _producers = new TransactionalProducers(_transactions, _log, _ending, producerIds, options, clock, logger);
        _queries = new TransactionQueries(_transactions, clock);
        Restore();
        _expiration = clock.CreateGuardedTimer(logger, Expire, options.IdExpirationCheck, options.IdExpirationCheck);
    }

    /// <summary>Makes sure that the transaction log exists; called when a client looks for the coordinator.</summary>
    public ErrorCode EnsureTopic() => _log.Ensure();

    /// <inheritdoc cref="TransactionalProducers.Init"/>
    public InitProducerIdResponse InitProducerId(InitProducerIdRequest request) => _producers.Init(request);

    /// <inheritdoc cref="TransactionPartitions.Add"/>
    public ErrorCode Add(string transactionalId, long producerId, short epoch, IReadOnlyCollection<TopicPartition> partitions) =>
        _partitions.Add(transactionalId, producerId, epoch, partitions);

    /// <summary>AddOffsetsToTxn: adds the partition of <c>__consumer_offsets</c> that holds a group's offsets.</summary>
    public ErrorCode AddOffsets(string transactionalId, long producerId, short epoch, string groupId) =>
        _groups.OffsetsPartition(groupId) is { } partition
            ? _partitions.Add(transactionalId, producerId, epoch, [partition])
            : ErrorCode.CoordinatorNotAvailable;

    /// <inheritdoc cref="TransactionPartitions.WriteWhileOpen"/>
    public T WriteWhileOpen<T>(
        string transactionalId, long producerId, short epoch, TopicPartition partition, Func<T> write, Func<ErrorCode, T> refuse) =>
        _partitions.WriteWhileOpen(transactionalId, producerId, epoch, partition, write, refuse);

    /// <inheritdoc cref="TransactionEnding.End(string, long, short, bool)"/>
    public ErrorCode End(string transactionalId, long producerId, short epoch, bool commit) =>
        _ending.End(transactionalId, producerId, epoch, commit);

    public DescribedTransaction Describe(string transactionalId) => _queries.Describe(transactionalId);

    /// <inheritdoc cref="TransactionQueries.List"/>
    public IReadOnlyList<ListedTransaction> List(ListTransactionsRequest request) => _queries.List(request);

    public void Dispose()
    {
        _expiration.Dispose();
        _transactions.Stop();
    }

    private void Restore()
    {
        _log.Replay(_transactions);
        var all = _transactions.All;
        var completed = all.Count(Resume);
        if (all.Count > 0)
            _logger.TransactionsLoaded(all.Count, completed);
    }

    /// <returns>Whether the transaction was decided and is now completed.</returns>
    private bool Resume(Transaction transaction)
    {
        lock (transaction.Lock)
        {
            if (transaction.Metadata!.State == TransactionState.Ongoing)
                _timeouts.Watch(transaction);

            return transaction.Metadata.IsPrepared && _ending.TryComplete(transaction);
        }
    }

    private void Expire()
    {
        foreach (var transaction in _transactions.All)
        {
            lock (transaction.Lock)
            {
                if (!HasExpired(transaction) || !_log.TryErase(transaction.Id))
                    continue;

                transaction.Dispose();
                _transactions.Remove(transaction.Id);
                _logger.IdExpired(transaction.Id);
            }
        }
    }

    private bool HasExpired(Transaction transaction) =>
        transaction.Metadata is { IsPrepared: false, State: not TransactionState.Ongoing } metadata
        && (_clock.GetUtcNow().ToUnixTimeMilliseconds() - metadata.UpdatedMs) >= _options.IdExpiration.TotalMilliseconds;
}
