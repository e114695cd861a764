namespace MsaSample.Broker.Storage.Producers;

/// <summary>A batch of an idempotent producer that is in the log.</summary>
/// <param name="FirstSequence">Sequence number of the first record.</param>
/// <param name="LastSequence">Sequence number of the last record.</param>
/// <param name="LastOffset">Offset of the last record.</param>
/// <param name="TimestampMs">Largest timestamp of the batch (Unix ms).</param>
internal readonly record struct ProducerBatch(int FirstSequence, int LastSequence, long LastOffset, long TimestampMs)
{
    /// <summary>Last offset minus first offset. Sequence numbers continue with 0 after the largest int32, so a batch can wrap.</summary>
    public int OffsetDelta => (int)(((long)LastSequence - FirstSequence + (1L << 31)) % (1L << 31));

    public long FirstOffset => LastOffset - OffsetDelta;
}

/// <summary>The state of one producer in a partition: its epoch, its last five batches and its open transaction.</summary>
internal sealed class ProducerState(short epoch)
{
    /// <summary>As many batches as an idempotent client may have in flight.</summary>
    private const int Remembered = 5;

    private readonly ProducerBatch[] _batches = new ProducerBatch[Remembered];
    private int _count;

    public short Epoch { get; private set; } = epoch;

    /// <summary>Epoch of the coordinator that wrote the last marker; -1 before the first marker.</summary>
    public int CoordinatorEpoch { get; private set; } = -1;

    /// <summary>The first offset of the open transaction; null when none is open.</summary>
    public long? OpenTransactionOffset { get; private set; }

    /// <summary>Timestamp of the last batch or marker (Unix ms).</summary>
    public long LastTimestampMs { get; private set; }

    /// <summary>The last batches of this epoch, oldest first.</summary>
    public ReadOnlySpan<ProducerBatch> Batches => _batches.AsSpan(0, _count);

    public ProducerBatch? Last => _count == 0 ? null : _batches[_count - 1];

    /// <summary>Remembers a batch; a new epoch forgets the batches of the old one.</summary>
    public void Add(short epoch, ProducerBatch batch)
    {
        MoveTo(epoch, batch.TimestampMs);
        if (_count == Remembered)
            Array.Copy(_batches, 1, _batches, 0, --_count);

        _batches[_count++] = batch;
    }

    /// <summary>Takes over the epoch and the timestamp of a batch or marker.</summary>
    public void MoveTo(short epoch, long timestampMs)
    {
        if (epoch != Epoch)
            (Epoch, _count) = (epoch, 0);

        LastTimestampMs = timestampMs;
    }

    /// <summary>Begins a transaction.</summary>
    public void Begin(long firstOffset) => OpenTransactionOffset = firstOffset;

    /// <summary>Ends the open transaction with a marker; returns its first offset, null when none was open.</summary>
    public long? End(int coordinatorEpoch)
    {
        var ended = OpenTransactionOffset;
        (OpenTransactionOffset, CoordinatorEpoch) = (null, coordinatorEpoch);
        return ended;
    }

    /// <summary>Restores the transaction state from a snapshot.</summary>
    public void Restore(int coordinatorEpoch, long? openTransactionOffset) =>
        (CoordinatorEpoch, OpenTransactionOffset) = (coordinatorEpoch, openTransactionOffset);

    /// <summary>
    /// The remembered batch with exactly these sequence numbers: a batch that the producer sent again. Null when there is none.
    /// </summary>
    public ProducerBatch? FindDuplicate(short epoch, int firstSequence, int lastSequence)
    {
        foreach (var batch in Batches)
        {
            if (epoch == Epoch && batch.FirstSequence == firstSequence && batch.LastSequence == lastSequence)
                return batch;
        }

        return null;
    }
}
