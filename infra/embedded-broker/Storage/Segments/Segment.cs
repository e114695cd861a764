using System.Globalization;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage.Indexes;
using MsaSample.Broker.Storage.Producers;

namespace MsaSample.Broker.Storage.Segments;

/// <summary>One stretch of a partition's log: batches as they came, and the indexes to find them by. Files: <c>{base offset}.log/.index/.timeindex</c>, and <c>.txnindex</c> when a transaction was aborted.</summary>
/// <remarks>One writer under the log's lock. Readers lease <see cref="File"/> and look no further than <see cref="Size"/>.</remarks>
internal sealed class Segment : IDisposable
{
    private int _size;

    private Segment(string directory, long baseOffset, Func<string, LogFile> openFile, string logSuffix = "", string indexSuffix = "")
    {
        BaseOffset = baseOffset;
        var path = Path.Combine(directory, FileName(baseOffset));
        File = openFile(path + LogSuffix + logSuffix);
        Indexes = new SegmentIndexes(path, indexSuffix, baseOffset);
    }

    public const string LogSuffix = ".log";

    public long BaseOffset { get; }

    public LogFile File { get; }

    public SegmentIndexes Indexes { get; }

    /// <summary>Bytes of complete batches.</summary>
    public int Size => Volatile.Read(ref _size);

    /// <summary>How old retention takes it to be (Unix ms): its largest timestamp, or as in Kafka the time of the last write when no record has one.</summary>
    public long RetentionTimestamp => Indexes.MaxTimestamp is >= 0 and var timestamp
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
        var segment = new Segment(directory, baseOffset, openFile, suffix, suffix);
        segment.File.Truncate(0);
        segment.Indexes.Clear();
        return segment;
    }

    /// <summary>A segment that is there, its size taken from the file. Recovery checks it before use.</summary>
    /// <param name="directory">The log's directory.</param>
    /// <param name="baseOffset">The offset from which it counts, and its name.</param>
    /// <param name="openFile">Opens the log file.</param>
    /// <param name="suffix">Behind the name of the log file, when it is opened before it is renamed; the indexes are looked for without it.</param>
    public static Segment Open(string directory, long baseOffset, Func<string, LogFile> openFile, string suffix = "")
    {
        var segment = new Segment(directory, baseOffset, openFile, suffix);
        segment._size = checked((int)segment.File.Length);
        return segment;
    }

    /// <summary>Writes one placed batch behind the last one and indexes it.</summary>
    /// <exception cref="IOException">Nothing counts as written; the caller cuts the file back to <see cref="Size"/>.</exception>
    public void Append(ReadOnlySpan<byte> batch, int indexInterval)
    {
        var position = _size;
        File.Write(batch, position);
        Indexes.Add(new RecordBatch(batch), position, indexInterval);
        Volatile.Write(ref _size, position + batch.Length);
    }

    /// <summary>Drops everything from <paramref name="size"/> on, from the file; the indexes must agree already.</summary>
    public void Truncate(int size)
    {
        File.Truncate(size);
        Volatile.Write(ref _size, size);
    }

    /// <summary>The largest timestamp of the first batch (Unix ms); null when there is none.</summary>
    public long? ReadFirstTimestamp()
    {
        if (Indexes.FirstTimestamp is not null || !File.TryLease())
            return Indexes.FirstTimestamp;

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

    /// <summary>Start of the first batch whose last offset is at or after <paramref name="offset"/>, and its size; null when there is none.</summary>
    public (int Position, int Size)? FindBatch(long offset)
    {
        using var scan = new BatchScanner(File, Indexes.Offsets.PositionBefore(offset - BaseOffset), Size, whole: false);
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

        var start = Math.Max(from, Indexes.Offsets.BatchStartBefore(limit));
        using var scan = new BatchScanner(File, start, size, whole: false);
        var border = start;
        while (scan.MoveNext() && scan.Next <= limit)
            border = (int)scan.Next;

        return border;
    }

    /// <summary>An offset that no record before a file position reaches; null when no batch behind the position is indexed.</summary>
    public long? UpperBoundAt(int position) =>
        Indexes.Offsets.FirstFrom(position) is { } entry ? BaseOffset + entry.RelativeOffset : null;

    /// <summary>Closes it and deletes its files, and the producer snapshot at its start.</summary>
    public void Delete()
    {
        Dispose();
        DeleteFiles();
        System.IO.File.Delete(Path.ChangeExtension(File.Path, ProducerSnapshot.Suffix));
    }

    /// <summary>Deletes the files that are there under its names.</summary>
    public void DeleteFiles()
    {
        System.IO.File.Delete(File.Path);
        Indexes.DeleteFiles();
    }

    public void Dispose() => File.Dispose();
}
