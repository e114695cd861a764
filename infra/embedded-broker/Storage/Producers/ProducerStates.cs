using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage.Indexes;

namespace MsaSample.Broker.Storage.Producers;

/// <summary>The idempotent and transactional producers of one partition: finds duplicates, gaps and what is still open (KIP-98). Used under the log's lock.</summary>
internal sealed class ProducerStates
{
    private readonly Dictionary<long, ProducerState> _producers = [];
    private readonly SortedSet<long> _open = []; // first offsets of the open transactions

    public IReadOnlyDictionary<long, ProducerState> All => _producers;

    /// <summary>First offset of the oldest open transaction; <see cref="long.MaxValue"/> when none is open.</summary>
    public long FirstOpen => _open.Count == 0 ? long.MaxValue : _open.Min;

    public bool HasOpen(long producerId, short epoch) =>
        _producers.TryGetValue(producerId, out var state) && state.OpenSince is not null && state.Epoch == epoch;

    /// <summary>Judges a client's batch by epoch, transaction and sequence. A duplicate comes with the batch it repeats.</summary>
    /// <param name="batch">The batch; it has a producer id.</param>
    /// <param name="mayBegin">The coordinator knows the transaction, so this may be its first batch here.</param>
    public (ErrorCode Error, string? Message, ProducerBatch? Duplicate) Check(RecordBatch batch, bool mayBegin)
    {
        var (id, epoch, first) = (batch.ProducerId, batch.ProducerEpoch, batch.BaseSequence);
        var state = _producers.GetValueOrDefault(id);
        if (epoch < state?.Epoch)
            return (ErrorCode.InvalidProducerEpoch, $"Producer {id} has epoch {state.Epoch}, the batch is of epoch {epoch}.", null);

        if (state?.FindDuplicate(epoch, first, LastSequence(first, batch.LastOffsetDelta)) is { } duplicate)
            return (ErrorCode.None, null, duplicate);

        if (batch.Attributes.IsTransactional && !mayBegin && !HasOpen(id, epoch))
            return (ErrorCode.InvalidTxnState, $"Producer {id} has no transaction of epoch {epoch} open in this partition.", null);

        if (!batch.Attributes.IsTransactional && state?.OpenSince is not null)
            return (ErrorCode.InvalidTxnState, $"Producer {id} has an open transaction, the batch is not part of it.", null);

        if (state is null)
            return default; // Kafka takes any first sequence from a producer it has forgotten.

        var expected = epoch == state.Epoch && state.Last is { } last ? NextSequence(last.LastSequence) : 0;
        return first == expected
            ? default
            : (ErrorCode.OutOfOrderSequenceNumber, $"Producer {id} must go on with sequence {expected}, the batch has {first}.", null);
    }

    /// <summary>Judges what the broker itself writes for a producer: committed offsets and markers of a past epoch come too late.</summary>
    public (ErrorCode Error, string? Message) CheckOwn(RecordBatch batch)
    {
        if (!_producers.TryGetValue(batch.ProducerId, out var state))
            return default;

        if (batch.ProducerEpoch < state.Epoch)
            return (ErrorCode.InvalidProducerEpoch, $"Producer {batch.ProducerId} has epoch {state.Epoch}, the batch is of epoch {batch.ProducerEpoch}.");

        return TransactionMarker.TryRead(batch, out var marker) && marker.CoordinatorEpoch < state.CoordinatorEpoch
            ? (ErrorCode.TransactionCoordinatorFenced, $"A coordinator of epoch {state.CoordinatorEpoch} wrote last, not {marker.CoordinatorEpoch}.")
            : default;
    }

    /// <summary>Remembers a batch that is in the log now. When it is the abort marker of a transaction that had records here, that transaction is returned.</summary>
    /// <param name="batch">With its records when it is a control batch, else the header is enough.</param>
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
            Begin(Of(id, epoch), epoch, batch);

        return null;
    }

    public void Add(long producerId, short epoch, ProducerBatch batch) => Of(producerId, epoch).Add(epoch, batch);

    /// <summary>Takes over what a snapshot says of a producer, its batches apart.</summary>
    public void Restore(long producerId, short epoch, long timestampMs, int coordinatorEpoch, long? openSince)
    {
        var state = Of(producerId, epoch);
        state.MoveTo(epoch, timestampMs);
        state.Restore(coordinatorEpoch, openSince);
        if (openSince is { } offset)
            _open.Add(offset);
    }

    /// <summary>Forgets producers that were last heard of before <paramref name="timestampMs"/>, unless a transaction of theirs is open.</summary>
    public void ForgetBefore(long timestampMs)
    {
        foreach (var (id, state) in _producers)
        {
            if (state.OpenSince is null && state.LastTimestampMs < timestampMs)
                _producers.Remove(id);
        }
    }

    private ProducerState Of(long producerId, short epoch)
    {
        if (!_producers.TryGetValue(producerId, out var state))
            _producers.Add(producerId, state = new ProducerState(epoch));

        return state;
    }

    private void Begin(ProducerState state, short epoch, RecordBatch batch)
    {
        state.MoveTo(epoch, batch.MaxTimestamp);
        if (state.OpenSince is not null)
            return;

        state.Begin(batch.BaseOffset);
        _open.Add(batch.BaseOffset);
    }

    private AbortedTransaction? End(RecordBatch batch, TransactionMarker marker)
    {
        var state = Of(batch.ProducerId, batch.ProducerEpoch);
        state.MoveTo(batch.ProducerEpoch, batch.MaxTimestamp);
        if (state.End(marker.CoordinatorEpoch) is not { } first)
            return null;

        _open.Remove(first);
        return marker.IsCommit
            ? null
            : new AbortedTransaction(batch.ProducerId, first, batch.LastOffset, Math.Min(FirstOpen, batch.LastOffset + 1));
    }

    private static int LastSequence(int first, int delta) => (int)(((long)first + delta) & int.MaxValue);

    private static int NextSequence(int last) => last == int.MaxValue ? 0 : last + 1;
}
