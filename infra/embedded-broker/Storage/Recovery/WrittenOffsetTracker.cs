using MsaSample.Broker.Storage.Producers;
using MsaSample.Broker.Storage.Segments;
using MsaSample.Broker.Storage.Writing;

namespace MsaSample.Broker.Storage.Recovery;

/// <summary>
/// Tracks how far the files of one log are complete in the operating system's cache, so that a start after a kill verifies only the records
/// above that offset.
/// </summary>
internal sealed class WrittenOffsetTracker(
    Lock appendLock, SegmentList segments, LogOffsets offsets, ProducerStates producers, LogFlusher flusher)
{
    private long _value;

    /// <summary>Records and indexes below this offset were written, and a producer snapshot at this offset.</summary>
    /// <remarks>After a failed flush only the recovery point counts: the system may have dropped what the disk refused.</remarks>
    public long Value => flusher.HasFailed ? offsets.RecoveryPoint : Volatile.Read(ref _value);

    /// <summary>
    /// Writes the indexes and a producer snapshot, and moves the written offset to the log end; false when nothing was appended since the
    /// last call.
    /// </summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public bool Advance()
    {
        lock (appendLock)
        {
            var (before, end) = (_value, offsets.End);
            if (segments.IsClosed || before == end)
                return false;

            segments.Active.Indexes.Save();
            ProducerSnapshot.Save(segments.Directory, end, producers, flush: false);
            if (!segments.All.Any(segment => segment.BaseOffset == before))
                File.Delete(ProducerSnapshot.PathOf(segments.Directory, before));

            Volatile.Write(ref _value, end);
            return true;
        }
    }
}
