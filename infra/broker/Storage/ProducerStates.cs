using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Records;

namespace MsaSample.Broker.Storage;

/// <summary>The idempotent producers of one partition: finds duplicates and gaps (KIP-98). Used under the log's lock.</summary>
internal sealed class ProducerStates
{
    private readonly Dictionary<long, ProducerState> _producers = [];

    public IReadOnlyDictionary<long, ProducerState> All => _producers;

    /// <summary>Judges a batch by epoch and sequence. A duplicate comes with the batch it repeats.</summary>
    public (ErrorCode Error, string? Message, ProducerBatch? Duplicate) Check(RecordBatch batch)
    {
        if (!_producers.TryGetValue(batch.ProducerId, out var state))
            return default; // Kafka takes any first sequence from a producer it has forgotten.

        var (epoch, first) = (batch.ProducerEpoch, batch.BaseSequence);
        if (epoch < state.Epoch)
            return (ErrorCode.InvalidProducerEpoch, $"Producer {batch.ProducerId} has epoch {state.Epoch}, the batch is of epoch {epoch}.", null);

        if (state.FindDuplicate(epoch, first, LastSequence(first, batch.LastOffsetDelta)) is { } duplicate)
            return (ErrorCode.None, null, duplicate);

        var expected = epoch == state.Epoch && state.Last is { } last ? NextSequence(last.LastSequence) : 0;
        return first == expected
            ? default
            : (ErrorCode.OutOfOrderSequenceNumber, $"Producer {batch.ProducerId} must go on with sequence {expected}, the batch has {first}.", null);
    }

    /// <summary>Remembers a batch that is in the log now. Batches without producer, and markers, change nothing.</summary>
    public void Add(RecordBatch batch)
    {
        if (batch.ProducerId < 0 || batch.Attributes.IsControl || batch.BaseSequence < 0)
            return;

        Add(batch.ProducerId, batch.ProducerEpoch, new ProducerBatch(
            batch.BaseSequence, LastSequence(batch.BaseSequence, batch.LastOffsetDelta), batch.LastOffset, batch.MaxTimestamp));
    }

    public void Add(long producerId, short epoch, ProducerBatch batch)
    {
        if (!_producers.TryGetValue(producerId, out var state))
            _producers.Add(producerId, state = new ProducerState(epoch));

        state.Add(epoch, batch);
    }

    /// <summary>Forgets producers whose last batch is older than <paramref name="timestampMs"/>.</summary>
    public void ForgetBefore(long timestampMs)
    {
        foreach (var (id, state) in _producers)
        {
            if (state.Last is not { } last || last.TimestampMs < timestampMs)
                _producers.Remove(id);
        }
    }

    private static int LastSequence(int first, int delta) => (int)(((long)first + delta) & int.MaxValue);

    private static int NextSequence(int last) => last == int.MaxValue ? 0 : last + 1;
}
