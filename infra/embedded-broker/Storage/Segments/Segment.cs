using System.Globalization;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage.Indexes;
using MsaSample.Broker.Storage.Producers;

namespace MsaSample.Broker.Storage.Segments;

/// <summary>
/// One segment of a partition's log: a log file of record batches, and its indexes. Files: <c>{base offset}.log</c>, <c>.index</c>,
/// <c>.timeindex</c>, and <c>.txnindex</c> when a transaction was aborted.
/// </summary>
/// <remarks>Written under the append lock. Readers lease <see cref="File"/> and read no further than <see cref="Size"/>.</remarks>
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

    /// <summary>All offsets of the segment are at or above this one, which names its files.</summary>
    public long BaseOffset { get; }

    public LogFile File { get; }

    public SegmentIndexes Indexes { get; }

    /// <summary>Size of the complete batches in the log file, in bytes.</summary>
    public int Size => Volatile.Read(ref _size);

    /// <summary>
    /// The time from which retention counts the age of the segment (Unix ms): its largest timestamp or, as in Kafka, the last write time of
    /// the file when no record has a timestamp.
    /// </summary>
    public long RetentionTimestamp => Indexes.MaxTimestamp is >= 0 and var timestamp
        ? timestamp
        : new DateTimeOffset(System.IO.File.GetLastWriteTimeUtc(File.Path)).ToUnixTimeMilliseconds();

    public static string FileName(long offset) => offset.ToString("D20", CultureInfo.InvariantCulture);

    /// <summary>
    /// Creates an empty segment; existing files of the same name are emptied. A suffix of the file names keeps the segment out of the
    /// log.
    /// </summary>
    public static Segment Create(string directory, long baseOffset, Func<string, LogFile> openFile, string suffix = "")
    {
        var segment = new Segment(directory, baseOffset, openFile, suffix, suffix);
        segment.File.Truncate(0);
        segment.Indexes.Clear();
        return segment;
    }

    /// <summary>
    /// Opens an existing segment with the size of its log file; recovery verifies it before use. The suffix belongs to the log file only:
    /// it is for a segment whose files are about to be renamed, and whose indexes are read after that.
    /// </summary>
    public static Segment Open(string directory, long baseOffset, Func<string, LogFile> openFile, string suffix = "")
    {
        var segment = new Segment(directory, baseOffset, openFile, suffix);
        segment._size = checked((int)segment.File.Length);
        return segment;
    }

    /// <summary>Writes a batch with assigned offsets after the last one and indexes it.</summary>
    /// <exception cref="IOException">The batch does not count as written; the caller truncates the file to <see cref="Size"/>.</exception>
    public void Append(ReadOnlySpan<byte> batch, int indexInterval)
    {
        var position = _size;
        File.Write(batch, position);
        Indexes.Add(new RecordBatch(batch), position, indexInterval);
        Volatile.Write(ref _size, position + batch.Length);
    }

    /// <summary>Truncates the log file. The caller adjusts the indexes.</summary>
    public void Truncate(int size)
    {
        File.Truncate(size);
        Volatile.Write(ref _size, size);
    }

    /// <summary>
    /// The largest timestamp of the first batch (Unix ms), read from the file if need be; null when the segment is empty or deleted.
    /// </summary>
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

    /// <summary>
    /// Position and size of the first batch whose last offset is at or after <paramref name="offset"/>; null when there is none.
    /// </summary>
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

    /// <summary>
    /// Position of the batch that contains <paramref name="offset"/>, or of the next one; the end of the segment when there is none.
    /// </summary>
    public int PositionOf(long offset)
    {
        var size = Size; // read before the search: batches that are appended meanwhile come after the offset
        return FindBatch(offset)?.Position ?? size;
    }

    /// <summary>
    /// The last position between two batches that is not after <paramref name="limit"/>; <paramref name="from"/> is the start of a batch.
    /// </summary>
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

    /// <summary>An offset above all records before a file position; null when no batch at or after the position is indexed.</summary>
    public long? UpperBoundAt(int position) =>
        Indexes.Offsets.FirstFrom(position) is { } entry ? BaseOffset + entry.RelativeOffset : null;

    /// <summary>Closes the segment and deletes its files, with the producer snapshot at its base offset.</summary>
    public void Delete()
    {
        Dispose();
        DeleteFiles();
        System.IO.File.Delete(Path.ChangeExtension(File.Path, ProducerSnapshot.Suffix));
    }

    /// <summary>Deletes the log file and the indexes, as far as they exist.</summary>
    public void DeleteFiles()
    {
        System.IO.File.Delete(File.Path);
        Indexes.DeleteFiles();
    }

    public void Dispose() => File.Dispose();
}
