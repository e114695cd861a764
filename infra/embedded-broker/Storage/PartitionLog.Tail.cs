using MsaSample.Broker.Storage.Producers;

namespace MsaSample.Broker.Storage;

/// <summary>Keeping what a start after a kill must read small.</summary>
internal sealed partial class PartitionLog
{
    private long _writtenPoint;

    /// <summary>Below this offset the files, indexes included, are complete in the system's hands; a snapshot of the producers lies at it.</summary>
    public long WrittenPoint => _flushFailed ? RecoveryPoint : Volatile.Read(ref _writtenPoint); // the system may have dropped what a disk refused

    /// <summary>Writes out what is in memory only, and moves <see cref="WrittenPoint"/> to the end; false when nothing was appended since the last time.</summary>
    public bool SaveTail()
    {
        lock (_appending)
        {
            var (before, end) = (_writtenPoint, _endOffset);
            if (_closed || before == end)
                return false;

            Active.Indexes.Save();
            ProducerSnapshot.Save(Directory, end, _producers, flush: false);
            if (!_segments.Any(segment => segment.BaseOffset == before))
                File.Delete(ProducerSnapshot.PathOf(Directory, before));

            Volatile.Write(ref _writtenPoint, end);
            return true;
        }
    }
}
