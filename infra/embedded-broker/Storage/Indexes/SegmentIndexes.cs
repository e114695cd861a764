using MsaSample.Broker.Protocol.Records;

namespace MsaSample.Broker.Storage.Indexes;

/// <summary>What is known of a segment besides its bytes: where its offsets and times lie, and which of its transactions were aborted. It grows with the batches and can be made anew from them.</summary>
/// <remarks>One writer under the log's lock. The files are complete after <see cref="Save"/> only, so a crash may leave them behind the log file.</remarks>
internal sealed class SegmentIndexes
{
    private readonly long _baseOffset;
    private int _unindexedBytes;
    private long? _maxTimestamp;
    private long _offsetOfMaxTimestamp;

    /// <summary>Names the files; nothing is read before it is asked for.</summary>
    /// <param name="path">The log file's, without its suffix.</param>
    /// <param name="suffix">Behind the names of the files while the segment is no part of the log.</param>
    /// <param name="baseOffset">The segment's, from which entries count.</param>
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

    /// <summary>Time of the first batch (Unix ms), from which <c>segment.ms</c> counts; null while none is known.</summary>
    public long? FirstTimestamp { get; private set; }

    /// <summary>The largest timestamp (Unix ms); -1 when there is none.</summary>
    public long MaxTimestamp => _maxTimestamp ?? Times.Last?.Timestamp ?? -1;

    /// <summary>Takes in the batch at <paramref name="position"/>: on append, and on recovery.</summary>
    /// <param name="batch">Its header is enough.</param>
    /// <param name="position">Where it starts in the log file.</param>
    /// <param name="interval">Bytes between two entries (<c>index.interval.bytes</c>).</param>
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

    /// <summary>Forgets everything: the log file is new, or about to be indexed anew.</summary>
    public void Clear()
    {
        Offsets.Clear();
        Times.Clear();
        Aborted.Clear();
        FirstTimestamp = null;
        _maxTimestamp = null;
        _unindexedBytes = 0;
    }

    /// <summary>Goes on behind the last batch of a log file of <paramref name="size"/> bytes, where an earlier process stopped.</summary>
    public void Resume(int size, long? firstTimestamp)
    {
        FirstTimestamp = firstTimestamp;
        _unindexedBytes = size - (Offsets.Last?.Position ?? 0);
        var last = Times.Last;
        (_maxTimestamp, _offsetOfMaxTimestamp) = (last?.Timestamp, _baseOffset + (last?.RelativeOffset ?? 0));
    }

    /// <summary>Goes on in the middle: what was noted of <paramref name="position"/> and of offsets from <paramref name="offset"/> on is forgotten.</summary>
    public void ResumeAt(int position, long offset, long? firstTimestamp)
    {
        Offsets.CutWhere(entry => entry.Position >= position);
        Times.CutWhere(entry => entry.RelativeOffset >= offset - _baseOffset);
        Aborted.CutWhere(entry => entry.LastOffset >= offset);
        Resume(position, firstTimestamp);
    }

    /// <summary>Whether the files can be those of a log file of <paramref name="size"/> bytes.</summary>
    /// <remarks>A log with records has a time entry; without one the file lost its pages, and retention would take every record for ancient.</remarks>
    public bool AreUsable(int size) =>
        size == 0
        || (Offsets.FileExists && Times.FileExists
            && (Offsets.Last is not { } last || (last.Position < size && last.RelativeOffset >= 0))
            && Times.Last is { RelativeOffset: >= 0 });

    /// <summary>Whether positions and times rise from entry to entry, which they do not in a file that lost pages.</summary>
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

    /// <summary>Completes the entries and writes them out: before the next segment starts, and on close.</summary>
    public void Save()
    {
        AddTimeEntry();
        Offsets.Save();
        Times.Save();
        Aborted.SaveIfAny();
    }

    /// <summary>Takes the entries into memory, so that the files are not needed any more.</summary>
    public void Load() => _ = (Offsets.Count, Times.Count, Aborted.Count);

    /// <summary>Waits until the disk has what was saved.</summary>
    public void Flush()
    {
        Offsets.Flush();
        Times.Flush();
        Aborted.Flush();
    }

    /// <summary>Deletes the files that are there.</summary>
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
