using System.Globalization;
using MsaSample.Broker.Protocol.Records;

namespace MsaSample.Broker.Storage;

/// <summary>One stretch of a partition's log: batches as they came, with a sparse offset and time index. Files: <c>{base offset}.log/.index/.timeindex</c>, and <c>.txnindex</c> when a transaction was aborted.</summary>
/// <remarks>One writer under the log's lock. Readers lease <see cref="File"/> and look no further than <see cref="Size"/>.</remarks>
internal sealed class Segment : IDisposable
{
    private int _size;
    private int _unindexedBytes;
    private long? _maxTimestamp;
    private long _offsetOfMaxTimestamp;

    private Segment(string directory, long baseOffset, Func<string, LogFile> openFile, string suffix = "")
    {
        BaseOffset = baseOffset;
        var path = Path.Combine(directory, FileName(baseOffset));
        File = openFile(path + LogSuffix + suffix);
        OffsetIndex = new OffsetIndex(path + ".index" + suffix);
        TimeIndex = new TimeIndex(path + ".timeindex" + suffix);
        Aborted = new AbortedTransactionIndex(path + AbortedTransactionIndex.Suffix + suffix);
    }

    public const string LogSuffix = ".log";

    public long BaseOffset { get; }

    public LogFile File { get; }

    public OffsetIndex OffsetIndex { get; }

    public TimeIndex TimeIndex { get; }

    public AbortedTransactionIndex Aborted { get; }

    /// <summary>Bytes of complete batches.</summary>
    public int Size => Volatile.Read(ref _size);

    /// <summary>Time of the first batch (Unix ms), from which <c>segment.ms</c> counts; null while empty.</summary>
    public long? FirstTimestamp { get; private set; }

    /// <summary>The largest timestamp in it (Unix ms); -1 when it has none.</summary>
    public long MaxTimestamp => _maxTimestamp ?? TimeIndex.Last?.Timestamp ?? -1;

    /// <summary>How old retention takes it to be (Unix ms): its largest timestamp, or as in Kafka the time of the last write when no record has one.</summary>
    public long RetentionTimestamp => MaxTimestamp is >= 0 and var timestamp
        ? timestamp
        : new DateTimeOffset(System.IO.File.GetLastWriteTimeUtc(File.Path)).ToUnixTimeMilliseconds();

    public static string FileName(long offset) => offset.ToString("D20", CultureInfo.InvariantCulture);

    /// <summary>A new, empty segment; leftovers of the same name are emptied.</summary>
    /// <param name="directory">The log's directory.</param>
    /// <param name="baseOffset">The offset from which it counts, and its name.</param>
    /// <param name="openFile">Opens the log file.</param>
    /// <param name="suffix">Behind the names of its files while it is no part of the log.</param>
    public static Segment Create(string directory, long baseOffset, Func<string, LogFile> openFile, string suffix = "")
    {
        var segment = new Segment(directory, baseOffset, openFile, suffix);
        segment.File.Truncate(0);
        segment.OffsetIndex.Clear();
        segment.TimeIndex.Clear();
        segment.Aborted.Clear();
        return segment;
    }

    /// <summary>A segment that is there, its size taken from the file. Recovery checks it before use.</summary>
    public static Segment Open(string directory, long baseOffset, Func<string, LogFile> openFile)
    {
        var segment = new Segment(directory, baseOffset, openFile);
        segment._size = checked((int)segment.File.Length);
        return segment;
    }

    /// <summary>Writes one placed batch behind the last one and indexes it.</summary>
    /// <exception cref="IOException">Nothing counts as written; the caller cuts the file back to <see cref="Size"/>.</exception>
    public void Append(ReadOnlySpan<byte> batch, int indexInterval)
    {
        var position = _size;
        File.Write(batch, position);
        Index(new RecordBatch(batch), position, indexInterval);
        Volatile.Write(ref _size, position + batch.Length);
    }

    /// <summary>Adds index entries for a batch at <paramref name="position"/>: on append, and on recovery.</summary>
    public void Index(RecordBatch batch, int position, int indexInterval)
    {
        FirstTimestamp ??= batch.MaxTimestamp;
        if (batch.MaxTimestamp > MaxTimestamp)
        {
            _maxTimestamp = batch.MaxTimestamp;
            _offsetOfMaxTimestamp = batch.LastOffset;
        }

        if (_unindexedBytes > indexInterval)
        {
            OffsetIndex.Add((int)(batch.LastOffset - BaseOffset), position);
            AddTimeEntry();
            _unindexedBytes = 0;
        }

        _unindexedBytes += (int)batch.SizeInBytes;
    }

    /// <summary>Drops everything from <paramref name="size"/> on, from the file; the indexes must agree already.</summary>
    public void Truncate(int size)
    {
        File.Truncate(size);
        Volatile.Write(ref _size, size);
    }

    /// <summary>Forgets all indexes and what was learnt from them: the log is about to be indexed anew.</summary>
    public void ClearIndexes()
    {
        OffsetIndex.Clear();
        TimeIndex.Clear();
        Aborted.Clear();
        FirstTimestamp = null;
        _maxTimestamp = null;
        _unindexedBytes = 0;
    }

    /// <summary>Takes up writing where an earlier process stopped.</summary>
    public void Resume(long? firstTimestamp)
    {
        FirstTimestamp = firstTimestamp;
        _unindexedBytes = Size - (OffsetIndex.Last?.Position ?? 0);
        if (TimeIndex.Last is { } last)
            (_maxTimestamp, _offsetOfMaxTimestamp) = (last.Timestamp, BaseOffset + last.RelativeOffset);
    }

    /// <summary>Takes up indexing in the middle: what the indexes say of offsets from <paramref name="offset"/> on is forgotten.</summary>
    public void ResumeAt(int position, long offset, long? firstTimestamp)
    {
        OffsetIndex.CutWhere(entry => entry.Position >= position);
        TimeIndex.CutWhere(entry => entry.RelativeOffset >= offset - BaseOffset);
        Aborted.CutWhere(entry => entry.LastOffset >= offset);
        Resume(firstTimestamp);
        _unindexedBytes = position - (OffsetIndex.Last?.Position ?? 0);
    }

    /// <summary>Whether the index files say nothing that a file with lost pages would say.</summary>
    public bool HasOrderedIndexes()
    {
        var (position, time) = (-1, long.MinValue);
        foreach (var entry in OffsetIndex.Entries)
        {
            if (entry.Position <= position)
                return false;
            position = entry.Position;
        }

        foreach (var entry in TimeIndex.Entries)
        {
            if (entry.Timestamp <= time)
                return false;
            time = entry.Timestamp;
        }

        return true;
    }

    /// <summary>Completes the indexes and writes them out: before the next segment starts, and on close.</summary>
    public void SaveIndexes()
    {
        AddTimeEntry();
        OffsetIndex.Save();
        TimeIndex.Save();
        Aborted.SaveIfAny();
    }

    /// <summary>Takes the indexes into memory, so that the files are not needed any more.</summary>
    public void LoadIndexes() => _ = (OffsetIndex.Count, TimeIndex.Count, Aborted.Count);

    /// <summary>The largest timestamp of the first batch (Unix ms); null when there is none.</summary>
    public long? ReadFirstTimestamp()
    {
        if (FirstTimestamp is not null || !File.TryLease())
            return FirstTimestamp;

        try
        {
            using var scan = new BatchScanner(File, 0, Size, whole: false);
            return scan.MoveNext() ? scan.Current.MaxTimestamp : null;
        }
        finally
        {
            File.EndLease();
        }
    }

    /// <summary>Waits until the disk has the saved indexes.</summary>
    public void FlushIndexes()
    {
        OffsetIndex.Flush();
        TimeIndex.Flush();
        Aborted.Flush();
    }

    /// <summary>Start of the first batch whose last offset is at or after <paramref name="offset"/>, and its size; null when there is none.</summary>
    public (int Position, int Size)? FindBatch(long offset)
    {
        using var scan = new BatchScanner(File, OffsetIndex.PositionBefore(offset - BaseOffset), Size, whole: false);
        while (scan.MoveNext())
        {
            if (scan.Current.LastOffset >= offset)
                return ((int)scan.Position, (int)(scan.Next - scan.Position));
        }

        return null;
    }

    /// <summary>Where the batch with this offset, or the next one, starts; the end when there is none.</summary>
    public int PositionOf(long offset)
    {
        var size = Size; // before the search: what comes later lies behind the offset
        return FindBatch(offset)?.Position ?? size;
    }

    /// <summary>The largest batch border that is not after <paramref name="limit"/>; <paramref name="from"/> is one.</summary>
    public int BatchBorderBefore(int from, long limit)
    {
        var size = Size;
        if (limit >= size)
            return size;

        var start = Math.Max(from, OffsetIndex.BatchStartBefore(limit));
        using var scan = new BatchScanner(File, start, size, whole: false);
        var border = start;
        while (scan.MoveNext() && scan.Next <= limit)
            border = (int)scan.Next;

        return border;
    }

    /// <summary>An offset that no record before a file position reaches; null when no batch behind the position is indexed.</summary>
    public long? UpperBoundAt(int position) =>
        OffsetIndex.FirstFrom(position) is { } entry ? BaseOffset + entry.RelativeOffset : null;

    public void Delete()
    {
        Dispose();
        DeleteFiles();
    }

    /// <summary>Deletes the files that are there under its names.</summary>
    public void DeleteFiles()
    {
        foreach (var path in new[] { File.Path, OffsetIndex.Path, TimeIndex.Path, Aborted.Path, Path.ChangeExtension(File.Path, ProducerSnapshot.Suffix) })
            System.IO.File.Delete(path);
    }

    public void Dispose() => File.Dispose();

    private void AddTimeEntry()
    {
        if (_maxTimestamp is { } timestamp)
            TimeIndex.AddIfLater(timestamp, (int)(_offsetOfMaxTimestamp - BaseOffset));
    }
}
