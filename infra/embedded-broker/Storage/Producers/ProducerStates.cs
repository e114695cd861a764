using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage.Indexes;

namespace MsaSample.Broker.Storage.Producers;

/// <summary>
/// The idempotent and transactional producers of one partition (KIP-98): finds duplicates, sequence gaps and open transactions. Used under
/// the append lock.
/// </summary>
internal sealed class ProducerStates
{
    private readonly Dictionary<long, ProducerState> _producers = [];
    private readonly SortedSet<long> _open = []; // first offsets of the open transactions

    public IReadOnlyDictionary<long, ProducerState> All => _producers;

    /// <summary>First offset of the oldest open transaction; <see cref="long.MaxValue"/> when none is open.</summary>
    public long FirstUnstableOffset => _open.Count == 0 ? long.MaxValue : _open.Min;

    public bool HasOpenTransaction(long producerId, short epoch) =>
        _producers.TryGetValue(producerId, out var state) && state.OpenTransactionOffset is not null && state.Epoch == epoch;

    /// <summary>
    /// When the producer has an open transaction: the epoch of the coordinator that wrote its previous marker, -1 for none. Otherwise null.
    /// </summary>
    public int? CoordinatorEpochOfOpenTransaction(long producerId) =>
        _producers.GetValueOrDefault(producerId) is { OpenTransactionOffset: not null } state ? state.CoordinatorEpoch : null;

    /// <summary>All producers, by id.</summary>
    public IReadOnlyList<ProducerDescription> Describe() =>
        [.. _producers.OrderBy(static producer => producer.Key).Select(static producer => new ProducerDescription(
            producer.Key, producer.Value.Epoch, producer.Value.Last?.LastSequence ?? -1, producer.Value.LastTimestampMs,
            producer.Value.CoordinatorEpoch, producer.Value.OpenTransactionOffset ?? -1))];

    /// <summary>
    /// Checks epoch, transaction and sequence number of a client's batch. For a duplicate, returns the batch that it repeats.
    /// </summary>
    /// <param name="batch">A batch with a producer id.</param>
    /// <param name="mayBegin">Whether the batch may begin a transaction here, because the coordinator knows the transaction.</param>
    public (ErrorCode Error, string? Message, ProducerBatch? Duplicate) CheckClient(RecordBatch batch, bool mayBegin)
    {
        var (id, epoch, first) = (batch.ProducerId, batch.ProducerEpoch, batch.BaseSequence);
        var state = _producers.GetValueOrDefault(id);
        if (epoch < state?.Epoch)
            return (ErrorCode.InvalidProducerEpoch, WrongEpoch(batch, state), null);

        if (state?.FindDuplicate(epoch, first, LastSequence(first, batch.LastOffsetDelta)) is { } duplicate)
            return (ErrorCode.None, null, duplicate);

        if (batch.Attributes.IsTransactional && !mayBegin && !HasOpenTransaction(id, epoch))
            return (ErrorCode.InvalidTxnState, $"Producer {id} has no transaction of epoch {epoch} open in this partition.", null);

        if (!batch.Attributes.IsTransactional && state?.OpenTransactionOffset is not null)
            return (ErrorCode.InvalidTxnState, $"Producer {id} has an open transaction, the batch is not part of it.", null);

        if (state is null)
            return default; // like Kafka, accept any first sequence from an unknown producer

        var expected = epoch == state.Epoch && state.Last is { } last ? NextSequence(last.LastSequence) : 0;
        return first == expected
            ? default
            : (ErrorCode.OutOfOrderSequenceNumber, $"Producer {id} must continue with sequence {expected}, the batch has {first}.", null);
    }

    /// <summary>Checks the epochs of a batch that the broker writes for a producer, committed offsets or a marker.</summary>
    public (ErrorCode Error, string? Message) CheckBroker(RecordBatch batch)
    {
        if (!_producers.TryGetValue(batch.ProducerId, out var state))
            return default;

        if (batch.ProducerEpoch < state.Epoch)
            return (ErrorCode.InvalidProducerEpoch, WrongEpoch(batch, state));

        return TransactionMarker.TryRead(batch, out var marker) && marker.CoordinatorEpoch < state.CoordinatorEpoch
            ? (ErrorCode.TransactionCoordinatorFenced,
                $"The last marker is of coordinator epoch {state.CoordinatorEpoch}, this one of epoch {marker.CoordinatorEpoch}.")
            : default;
    }

    /// <summary>Remembers a batch that was appended. For an abort marker, returns the aborted transaction if it has records here.</summary>
    /// <param name="batch">The whole batch for a marker, at least the header otherwise.</param>
    public AbortedTransaction? Add(RecordBatch batch)
    {
        var (id, epoch, transactional) = (batch.ProducerId, batch.ProducerEpoch, batch.Attributes.IsTransactional);
        if (id < 0)
            return null;

        if (batch.Attributes.IsControl)
            return TransactionMarker.TryRead(batch, out var marker) ? End(batch, marker) : null;

        if (batch.BaseSequence >= 0)
        {
            Add(id, epoch, new ProducerBatch(
                batch.BaseSequence, LastSequence(batch.BaseSequence, batch.LastOffsetDelta), batch.LastOffset, batch.MaxTimestamp));
        }

        if (transactional)
            Begin(GetOrAdd(id, epoch), epoch, batch);

        return null;
    }

    public void Add(long producerId, short epoch, ProducerBatch batch) => GetOrAdd(producerId, epoch).Add(epoch, batch);

    /// <summary>Restores a producer from a snapshot, except for its batches.</summary>
    public void Restore(long producerId, short epoch, long timestampMs, int coordinatorEpoch, long? openTransactionOffset)
    {
        var state = GetOrAdd(producerId, epoch);
        state.MoveTo(epoch, timestampMs);
        state.Restore(coordinatorEpoch, openTransactionOffset);
        if (openTransactionOffset is { } offset)
            _open.Add(offset);
    }

    /// <summary>
    /// Forgets producers without an open transaction whose last batch is older than <paramref name="timestampMs"/> (Unix ms).
    /// </summary>
    public void ForgetBefore(long timestampMs)
    {
        foreach (var (id, state) in _producers)
        {
            if (state.OpenTransactionOffset is null && state.LastTimestampMs < timestampMs)
                _producers.Remove(id);
        }
    }

    private ProducerState GetOrAdd(long producerId, short epoch)
    {
        if (!_producers.TryGetValue(producerId, out var state))
            _producers.Add(producerId, state = new ProducerState(epoch));

        return state;
    }

    private void Begin(ProducerState state, short epoch, RecordBatch batch)
    {
        state.MoveTo(epoch, batch.MaxTimestamp);
        if (state.OpenTransactionOffset is not null)
            return;

        state.Begin(batch.BaseOffset);
        _open.Add(batch.BaseOffset);
    }

    private AbortedTransaction? End(RecordBatch batch, TransactionMarker marker)
    {
        var state = GetOrAdd(batch.ProducerId, batch.ProducerEpoch);
        state.MoveTo(batch.ProducerEpoch, batch.MaxTimestamp);
        if (state.End(marker.CoordinatorEpoch) is not { } first)
            return null;

        _open.Remove(first);
        return marker.IsCommit
            ? null
            : new AbortedTransaction(batch.ProducerId, first, batch.LastOffset, Math.Min(FirstUnstableOffset, batch.LastOffset + 1));
    }

    private static string WrongEpoch(RecordBatch batch, ProducerState state) =>
        $"Producer {batch.ProducerId} has epoch {state.Epoch}, the batch is of epoch {batch.ProducerEpoch}.";

    private static int LastSequence(int first, int delta) => (int)(((long)first + delta) & int.MaxValue);

    private static int NextSequence(int last) => last == int.MaxValue ? 0 : last + 1;
}
