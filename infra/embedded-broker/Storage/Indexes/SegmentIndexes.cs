using MsaSample.Broker.Protocol.Records;

namespace MsaSample.Broker.Storage.Indexes;

/// <summary>
/// The indexes of one segment, by offset, by timestamp and of aborted transactions. They can be rebuilt from the log file.
/// </summary>
/// <remarks>
/// Written under the append lock. The files are complete after <see cref="Save"/> only: after a crash they may lack the last entries.
/// </remarks>
internal sealed class SegmentIndexes
{
    private readonly long _baseOffset;
    private int _unindexedBytes;
    private long? _maxTimestamp;
    private long _offsetOfMaxTimestamp;

    /// <summary>Names the index files; they are read when they are first used.</summary>
    /// <param name="path">Path of the log file, without <c>.log</c>.</param>
    /// <param name="suffix">Ends the file names while the segment is not part of the log.</param>
    /// <param name="baseOffset">Base offset of the segment; the offsets in the entries are relative to it.</param>
    public SegmentIndexes(string path, string suffix, long baseOffset)
    {
        _baseOffset = baseOffset;
        Offsets = new OffsetIndex(path + ".index" + suffix);
        Times = new TimeIndex(path + ".timeindex" + suffix);
        Aborted = new AbortedTransactionIndex(path + AbortedTransactionIndex.Suffix + suffix);
    }

    public OffsetIndex Offsets { get; }

    public TimeIndex Times { get; }

    public AbortedTransactionIndex Aborted { get; }

    /// <summary>
    /// Largest timestamp of the first batch (Unix ms), from which <c>segment.ms</c> counts; null while there is none, or it was not read.
    /// </summary>
    public long? FirstTimestamp { get; private set; }

    /// <summary>The largest timestamp of the segment (Unix ms); -1 when there is none.</summary>
    public long MaxTimestamp => _maxTimestamp ?? Times.Last?.Timestamp ?? -1;

    /// <summary>Indexes a batch, on append and in recovery.</summary>
    /// <param name="batch">At least the header of the batch.</param>
    /// <param name="position">Start of the batch in the log file.</param>
    /// <param name="interval">Log bytes between two entries (<c>index.interval.bytes</c>).</param>
    public void Add(RecordBatch batch, int position, int interval)
    {
        FirstTimestamp ??= batch.MaxTimestamp;
        if (batch.MaxTimestamp > MaxTimestamp)
        {
            _maxTimestamp = batch.MaxTimestamp;
            _offsetOfMaxTimestamp = batch.LastOffset;
        }

        if (_unindexedBytes > interval)
        {
            Offsets.Add((int)(batch.LastOffset - _baseOffset), position);
            AddTimeEntry();
            _unindexedBytes = 0;
        }

        _unindexedBytes += (int)batch.SizeInBytes;
    }

    /// <summary>Drops all entries: the log file is new, or its indexes are about to be rebuilt.</summary>
    public void Clear()
    {
        Offsets.Clear();
        Times.Clear();
        Aborted.Clear();
        FirstTimestamp = null;
        _maxTimestamp = null;
        _unindexedBytes = 0;
    }

    /// <summary>Continues the indexes of an earlier process at the end of a log file of <paramref name="size"/> bytes.</summary>
    public void Resume(int size, long? firstTimestamp)
    {
        FirstTimestamp = firstTimestamp;
        _unindexedBytes = size - (Offsets.Last?.Position ?? 0);
        var last = Times.Last;
        (_maxTimestamp, _offsetOfMaxTimestamp) = (last?.Timestamp, _baseOffset + (last?.RelativeOffset ?? 0));
    }

    /// <summary>
    /// Continues in the middle of a log file: drops the entries at or after <paramref name="position"/> and <paramref name="offset"/>.
    /// </summary>
    public void ResumeAt(int position, long offset, long? firstTimestamp)
    {
        Offsets.CutFrom(entry => entry.Position >= position);
        Times.CutFrom(entry => entry.RelativeOffset >= offset - _baseOffset);
        Aborted.CutFrom(entry => entry.LastOffset >= offset);
        Resume(position, firstTimestamp);
    }

    /// <summary>Whether the index files fit a log file of <paramref name="size"/> bytes.</summary>
    /// <remarks>
    /// The time index of a segment with records has an entry. Without one its pages were lost, and retention would delete every record as
    /// too old.
    /// </remarks>
    public bool AreUsable(int size) =>
        size == 0
        || (Offsets.FileExists && Times.FileExists
            && (Offsets.Last is not { } last || (last.Position < size && last.RelativeOffset >= 0))
            && Times.Last is { RelativeOffset: >= 0 });

    /// <summary>Whether positions and timestamps rise from entry to entry; in a file that lost pages they do not.</summary>
    public bool AreOrdered()
    {
        var (position, time) = (-1, long.MinValue);
        foreach (var entry in Offsets.Entries)
        {
            if (entry.Position <= position)
                return false;
            position = entry.Position;
        }

        foreach (var entry in Times.Entries)
        {
            if (entry.Timestamp <= time)
                return false;
            time = entry.Timestamp;
        }

        return true;
    }

    /// <summary>Adds the last time entry and writes the files: when the segment is finished, and on close.</summary>
    public void Save()
    {
        AddTimeEntry();
        Offsets.Save();
        Times.Save();
        Aborted.SaveIfAny();
    }

    /// <summary>Loads the entries into memory, so that the files are no longer needed.</summary>
    public void Load() => _ = (Offsets.Count, Times.Count, Aborted.Count);

    /// <summary>Flushes the saved files to disk.</summary>
    public void Flush()
    {
        Offsets.Flush();
        Times.Flush();
        Aborted.Flush();
    }

    /// <summary>Deletes the files, as far as they exist.</summary>
    public void DeleteFiles()
    {
        foreach (var path in new[] { Offsets.Path, Times.Path, Aborted.Path })
            File.Delete(path);
    }

    private void AddTimeEntry()
    {
        if (_maxTimestamp is { } timestamp)
            Times.AddIfLater(timestamp, (int)(_offsetOfMaxTimestamp - _baseOffset));
    }
}
