using MsaSample.Broker.Protocol;
using MsaSample.Broker.Storage.Indexes;

namespace MsaSample.Broker.Storage;

/// <summary>What readers of committed records need: where the undecided part begins, and what was aborted below it.</summary>
internal sealed partial class PartitionLog
{
    private long _firstOpen = long.MaxValue;

    /// <summary>
    /// The last stable offset: every transaction that began below it is decided. Never above <see cref="HighWatermark"/>, never below
    /// <see cref="StartOffset"/>. Compaction must not touch a batch at or above it.
    /// </summary>
    public long StableOffset
    {
        get
        {
            // In this order: an append that begins a transaction is told here before it moves the end.
            var end = HighWatermark;
            return Math.Min(end, Math.Max(StartOffset, Volatile.Read(ref _firstOpen)));
        }
    }

    /// <summary>As <see cref="Read(long, int, bool)"/>, up to the last stable offset, with the aborted transactions that have records among what is read.</summary>
    public LogSlice ReadCommitted(long offset, int maxBytes, bool atLeastOneBatch, out IReadOnlyList<AbortedTransaction> aborted)
    {
        aborted = [];
        var slice = Read(offset, maxBytes, atLeastOneBatch, committed: true);
        if (slice.Length == 0)
            return slice;

        aborted = AbortedTransactions(offset, slice.UpperBound);
        if (offset >= StartOffset)
            return slice;

        // Segments were deleted meanwhile, and with them perhaps what was known about aborted transactions.
        slice.Dispose();
        aborted = [];
        return LogSlice.Failed(ErrorCode.OffsetOutOfRange);
    }

    /// <summary>The aborted transactions with records from <paramref name="from"/> on and before <paramref name="to"/>; what is still open is not among them.</summary>
    public IReadOnlyList<AbortedTransaction> AbortedTransactions(long from, long to)
    {
        List<AbortedTransaction>? found = null;
        var segments = Volatile.Read(ref _segments);
        for (var i = Math.Max(0, IndexOfSegment(segments, from)); i < segments.Length; i++)
        {
            foreach (var entry in segments[i].Indexes.Aborted.Entries)
            {
                if (entry.Overlaps(from, to))
                    (found ??= []).Add(entry);

                // What began below the end of the range was decided by then: later markers belong to later transactions.
                if (entry.LastStableOffset >= to)
                    return found ?? [];
            }
        }

        return found ?? [];
    }

    /// <summary>Whether a producer of this epoch has records here whose transaction is not decided.</summary>
    public bool HasOpenTransaction(long producerId, short epoch)
    {
        lock (_appending)
            return _producers.HasOpen(producerId, epoch);
    }

    /// <summary>Epoch of the coordinator that last ended a transaction of a producer (-1: none did) which has another one open now; null when none is open.</summary>
    public int? CoordinatorEpochOfOpen(long producerId)
    {
        lock (_appending)
            return _producers.All.GetValueOrDefault(producerId) is { OpenSince: not null } state ? state.CoordinatorEpoch : null;
    }

    /// <summary>Every producer the partition remembers (DescribeProducers), by id.</summary>
    public IReadOnlyList<KnownProducer> DescribeProducers()
    {
        lock (_appending)
        {
            return [.. _producers.All.OrderBy(static producer => producer.Key).Select(static producer => new KnownProducer(
                producer.Key, producer.Value.Epoch, producer.Value.Last?.LastSequence ?? -1, producer.Value.LastTimestampMs,
                producer.Value.CoordinatorEpoch, producer.Value.OpenSince ?? -1))];
        }
    }
}

/// <summary>What a partition tells about one of its producers; -1 where there is nothing.</summary>
internal readonly record struct KnownProducer(
    long ProducerId, short Epoch, int LastSequence, long LastTimestampMs, int CoordinatorEpoch, long OpenSince);
