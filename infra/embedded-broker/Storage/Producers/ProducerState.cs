namespace MsaSample.Broker.Storage.Producers;

/// <summary>A batch of an idempotent producer that is in the log.</summary>
internal readonly record struct ProducerBatch(int FirstSequence, int LastSequence, long LastOffset, long TimestampMs)
{
    /// <summary>Sequences go from int32 max to 0, so a batch can wrap.</summary>
    public int OffsetDelta => (int)(((long)LastSequence - FirstSequence + (1L << 31)) % (1L << 31));

    public long FirstOffset => LastOffset - OffsetDelta;
}

/// <summary>What a partition knows about one producer: its epoch, its last five batches, its open transaction.</summary>
internal sealed class ProducerState(short epoch)
{
    /// <summary>As many batches as an idempotent client may have in flight.</summary>
    public const int Remembered = 5;

    private readonly ProducerBatch[] _batches = new ProducerBatch[Remembered];
    private int _count;

    public short Epoch { get; private set; } = epoch;

    /// <summary>Of the coordinator that wrote the last marker; -1 before the first.</summary>
    public int CoordinatorEpoch { get; private set; } = -1;

    /// <summary>The first offset of the open transaction; null when none is open.</summary>
    public long? OpenSince { get; private set; }

    /// <summary>Of its last batch or marker (Unix ms).</summary>
    public long LastTimestampMs { get; private set; }

    /// <summary>Oldest first.</summary>
    public ReadOnlySpan<ProducerBatch> Batches => _batches.AsSpan(0, _count);

    public ProducerBatch? Last => _count == 0 ? null : _batches[_count - 1];

    /// <summary>Remembers a batch; one of a newer epoch makes the older batches forgotten.</summary>
    public void Add(short epoch, ProducerBatch batch)
    {
        MoveTo(epoch, batch.TimestampMs);
        if (_count == Remembered)
            Array.Copy(_batches, 1, _batches, 0, --_count);

        _batches[_count++] = batch;
    }

    /// <summary>Was heard of with this epoch.</summary>
    public void MoveTo(short epoch, long timestampMs)
    {
        if (epoch != Epoch)
            (Epoch, _count) = (epoch, 0);

        LastTimestampMs = timestampMs;
    }

    public void Begin(long firstOffset) => OpenSince = firstOffset;

    /// <summary>A marker was written; returns the first offset of the transaction it ends, null when none was open.</summary>
    public long? End(int coordinatorEpoch)
    {
        var ended = OpenSince;
        (OpenSince, CoordinatorEpoch) = (null, coordinatorEpoch);
        return ended;
    }

    /// <summary>Takes over what a snapshot says of transactions.</summary>
    public void Restore(int coordinatorEpoch, long? openSince) => (CoordinatorEpoch, OpenSince) = (coordinatorEpoch, openSince);

    /// <summary>The remembered batch with exactly these sequences, if the producer sends it a second time.</summary>
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
