namespace MsaSample.Broker.Storage;

/// <summary>A batch of an idempotent producer that is in the log.</summary>
internal readonly record struct ProducerBatch(int FirstSequence, int LastSequence, long LastOffset, long TimestampMs)
{
    /// <summary>Sequences go from int32 max to 0, so a batch can wrap.</summary>
    public int OffsetDelta => (int)(((long)LastSequence - FirstSequence + (1L << 31)) % (1L << 31));

    public long FirstOffset => LastOffset - OffsetDelta;
}

/// <summary>What a partition knows about one idempotent producer: its epoch and its last five batches.</summary>
internal sealed class ProducerState(short epoch)
{
    /// <summary>As many batches as an idempotent client may have in flight.</summary>
    public const int Remembered = 5;

    private readonly ProducerBatch[] _batches = new ProducerBatch[Remembered];
    private int _count;

    public short Epoch { get; private set; } = epoch;

    /// <summary>Oldest first.</summary>
    public ReadOnlySpan<ProducerBatch> Batches => _batches.AsSpan(0, _count);

    public ProducerBatch? Last => _count == 0 ? null : _batches[_count - 1];

    /// <summary>Remembers a batch; one of a newer epoch makes the older batches forgotten.</summary>
    public void Add(short epoch, ProducerBatch batch)
    {
        if (epoch != Epoch)
            (Epoch, _count) = (epoch, 0);

        if (_count == Remembered)
            Array.Copy(_batches, 1, _batches, 0, --_count);

        _batches[_count++] = batch;
    }

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
