namespace MsaSample.Broker.Storage.Segments;

/// <summary>The segments of one log, oldest first; batches are appended to the last one, the active segment.</summary>
/// <remarks>Changes are made under the append lock. The array is replaced as a whole, so readers need no lock.</remarks>
internal sealed class SegmentList
{
    private readonly Func<string, LogFile> _openFile;
    private readonly TimeProvider _clock;
    private Segment[] _segments;
    private volatile bool _closed;

    public SegmentList(string directory, IEnumerable<Segment> recovered, Func<string, LogFile> openFile, TimeProvider clock)
    {
        (Directory, LogName, _openFile, _clock) = (directory, Path.GetFileName(directory), openFile, clock);
        _segments = [.. recovered];
        ActiveSinceMs = Active.Size == 0 ? NowMs : 0;
    }

    /// <summary>The directory of the log: <c>{data}/{topic}-{partition}</c>.</summary>
    public string Directory { get; }

    /// <summary><c>{topic}-{partition}</c>.</summary>
    public string LogName { get; }

    /// <summary>The segments as they are now; the array never changes.</summary>
    public Segment[] All => Volatile.Read(ref _segments);

    public Segment Active => All[^1];

    /// <summary>When the active segment was started (Unix ms); 0 when an earlier process started it.</summary>
    public long ActiveSinceMs { get; private set; }

    /// <summary>The size of the log files, without the indexes.</summary>
    public long SizeInBytes => All.Sum(static segment => (long)segment.Size);

    public bool IsClosed => _closed;

    private long NowMs => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Index of the segment whose offsets include <paramref name="offset"/>; -1 when it lies before the first one.</summary>
    public static int IndexOf(Segment[] segments, long offset)
    {
        var index = segments.Length - 1;
        while (index >= 0 && segments[index].BaseOffset > offset)
            index--;

        return index;
    }

    /// <summary>Adds a new active segment.</summary>
    public void Add(long baseOffset)
    {
        Volatile.Write(ref _segments, [.. _segments, Segment.Create(Directory, baseOffset, _openFile)]);
        ActiveSinceMs = NowMs;
    }

    /// <summary>Removes the oldest segment and deletes its files.</summary>
    public void DeleteOldest()
    {
        var oldest = _segments[0];
        Volatile.Write(ref _segments, _segments[1..]);
        oldest.Delete();
    }

    /// <summary>
    /// Replaces <paramref name="count"/> segments by one. They are closed as soon as their last reader has finished.
    /// </summary>
    public void Replace(int index, int count, Segment replacement)
    {
        var replaced = _segments.AsSpan(index, count).ToArray();
        Volatile.Write(ref _segments, [.. _segments[..index], replacement, .. _segments[(index + count)..]]);
        foreach (var segment in replaced)
            segment.Dispose();
    }

    /// <summary>Creates a segment that is not part of the log.</summary>
    public Segment CreateDetached(long baseOffset, string suffix) => Segment.Create(Directory, baseOffset, _openFile, suffix);

    /// <summary>Opens the log file of a segment that is not part of the log.</summary>
    public Segment OpenDetached(long baseOffset, string suffix) => Segment.Open(Directory, baseOffset, _openFile, suffix);

    /// <summary>Closes the files. Readers that hold a slice can finish.</summary>
    public void Close()
    {
        _closed = true;
        foreach (var segment in _segments)
            segment.Dispose();
    }
}
