using Microsoft.Extensions.Logging;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Storage.Directories;
using MsaSample.Broker.Storage.Producers;
using MsaSample.Broker.Storage.Recovery;
using MsaSample.Broker.Storage.Segments;
using MsaSample.Broker.Storage.Writing;

namespace MsaSample.Broker.Storage;

/// <summary>The log of one partition: record batches as they came, in segments. Appends are one at a time; reads take no lock.</summary>
/// <remarks>An append has reached the operating system when it returns, so what was acknowledged survives <c>kill -9</c>. This part holds the state; the others one job each.</remarks>
internal sealed partial class PartitionLog : IDisposable
{
    private const int LeaderEpoch = 0; // one node: leadership never moves

    private readonly Lock _appending = new();
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Func<string, LogFile> _openFile;
    private readonly ProducerStates _producers;
    private Segment[] _segments; // oldest first; replaced as a whole, so that readers need no lock
    private LogConfig _config;
    private long _startOffset;
    private long _endOffset;
    private bool _tornTail;
    private volatile bool _closed;

    private PartitionLog(string directory, LogConfig config, LogState state, StorageOptions options, TimeProvider clock, ILogger logger)
    {
        (Directory, _config, _clock, _logger, _openFile, _fsync) = (directory, config, clock, logger, options.OpenFile, options.Fsync);
        _groupCommit = new GroupCommit(FlushForWaiters);
        System.IO.Directory.CreateDirectory(directory);
        var started = clock.GetTimestamp();
        var recovery = new LogRecovery(directory, config, state, options.OpenFile);
        recovery.Run();
        _segments = [.. recovery.Segments];
        _producers = recovery.Producers;
        _firstOpen = _producers.FirstOpen;
        _endOffset = recovery.EndOffset;
        _startOffset = recovery.StartOffset;
        _recoveryPoint = Math.Min(state.RecoveryPoint, _endOffset);
        _activeSinceMs = Active.Size == 0 ? clock.GetUtcNow().ToUnixTimeMilliseconds() : 0;
        _lastFlush = started;
        if (_fsync == FsyncPolicy.Always)
            Flush(includeActive: true); // what a killed process wrote may be in memory only
        if (_startOffset < state.StartOffset)
            logger.LogStartNotBelieved(Name, state.StartOffset, _endOffset, _startOffset);
        if (recovery.CutBytes > 0)
            logger.LogCut(Name, recovery.CutBytes, _endOffset);
        else if (recovery.ScannedSegments > 0 && SizeInBytes > 0)
            logger.LogRecovered(Name, recovery.ScannedSegments, _endOffset, clock.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>Where the files are: <c>{data}/{topic}-{partition}</c>.</summary>
    public string Directory { get; private set; }

    /// <summary><c>{topic}-{partition}</c>.</summary>
    public string Name => Path.GetFileName(Directory);

    /// <summary>The first offset a reader may ask for.</summary>
    public long StartOffset => Volatile.Read(ref _startOffset);

    /// <summary>The offset that the next record gets.</summary>
    public long EndOffset => Volatile.Read(ref _endOffset);

    /// <summary>Of the log files, without their indexes.</summary>
    public long SizeInBytes => Volatile.Read(ref _segments).Sum(static segment => (long)segment.Size);

    public LogConfig Config => Volatile.Read(ref _config);

    /// <summary>Nothing is appended any more: deleted, or on the way to it.</summary>
    public bool IsClosed => _closed;

    /// <summary>Closed, and the disk has all of it.</summary>
    public bool IsClosedInOrder { get; private set; }

    /// <summary>Called when <see cref="StartOffset"/> moved by request, so that it can be made durable.</summary>
    public Action? StartOffsetMoved { get; set; }

    private Segment Active => _segments[^1];

    /// <summary>Opens or creates a log of which nothing is known: the whole tail is read.</summary>
    public static PartitionLog Open(string directory, LogConfig config, TimeProvider clock, ILogger logger) =>
        Open(directory, config, default, StorageOptions.Default, clock, logger);

    /// <summary>Opens or creates a log; what <paramref name="state"/> vouches for is not read again.</summary>
    public static PartitionLog Open(
        string directory, LogConfig config, LogState state, StorageOptions options, TimeProvider clock, ILogger logger) =>
        new(directory, config, state, options, clock, logger);

    /// <summary>Takes new topic settings into use, from the next append on.</summary>
    public void Reconfigure(LogConfig config) => Volatile.Write(ref _config, config);

    /// <summary>Removes the log and its files. Readers that hold a slice can finish.</summary>
    public void DeleteFiles()
    {
        try
        {
            lock (_appending)
            {
                _closed = true;
                foreach (var segment in _segments)
                    segment.Dispose();

                // Renamed first: a crash in the middle leaves a directory that says what it is.
                var doomed = PartitionDirectory.Aside(Directory, PartitionDirectory.DoomedSuffix);
                System.IO.Directory.Move(Directory, doomed);
                System.IO.Directory.Delete(doomed, recursive: true);
            }
        }
        finally
        {
            NotifyWatchers();
        }
    }

    /// <summary>Closes in order: indexes, producer states and everything above the recovery point are flushed to disk, the next start reads nothing again.</summary>
    /// <remarks>After a failed flush the files are closed as they are, and <see cref="IsClosedInOrder"/> stays false.</remarks>
    /// <exception cref="IOException">The disk does not take it; the files are closed all the same.</exception>
    public void Dispose()
    {
        lock (_flushing)
        {
            lock (_appending)
            {
                if (!_closed)
                    Close();
            }
        }
    }

    private void Close()
    {
        try
        {
            Active.Indexes.Save();
            ProducerSnapshot.Save(Directory, _endOffset, _producers);
            ProducerSnapshot.DeleteAllBut(Directory, [_endOffset, .. _segments.Select(static segment => segment.BaseOffset)]);
            if (_flushFailed)
                return;

            FlushAbove(_recoveryPoint, _segments, FlushScope.Everything);
            Volatile.Write(ref _recoveryPoint, _endOffset);
            IsClosedInOrder = true;
        }
        finally
        {
            _closed = true;
            foreach (var segment in _segments)
                segment.Dispose();
        }
    }
}
