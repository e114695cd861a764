using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage.Compaction;
using MsaSample.Broker.Storage.Directories;
using MsaSample.Broker.Storage.Indexes;
using MsaSample.Broker.Storage.Producers;
using MsaSample.Broker.Storage.Reading;
using MsaSample.Broker.Storage.Recovery;
using MsaSample.Broker.Storage.Segments;
using MsaSample.Broker.Storage.Writing;

namespace MsaSample.Broker.Storage;

/// <summary>The log of one partition: record batches as the clients sent them. Appends are serialized, reads take no lock.</summary>
/// <remarks>
/// <para>
/// An append has reached the operating system when it returns, so acknowledged records survive <c>kill -9</c>. Whether they survive power
/// loss depends on the flush policy.
/// </para>
/// <para>
/// Lock order: the lock of <see cref="LogCleaner"/> for a round of compaction, then the flush lock, then the append lock, then the lock
/// under which an index is loaded; any of them may be left out. The flush lock guards the recovery point. The append lock guards
/// everything else that changes: segments, offsets, producers, watchers. The locks of <see cref="GroupCommit"/> and of the checkpoint
/// files are leaves: nothing else is locked under them. Watchers and <see cref="StartOffsetMoved"/> are called without any of these locks.
/// </para>
/// </remarks>
internal sealed class PartitionLog : IDisposable
{
    private readonly Lock _flushLock = new();
    private readonly Lock _appendLock = new();
    private readonly ILogger _logger;
    private readonly SegmentList _segments;
    private readonly LogOffsets _offsets;
    private readonly ProducerStates _producers;
    private readonly AppendWatchers _watchers;
    private readonly LogFlusher _flusher;
    private readonly LogWriter _writer;
    private readonly LogAppender _appender;
    private readonly LogReader _reader;
    private readonly TimestampSearch _timestamps;
    private readonly LogRetention _retention;
    private readonly WrittenOffsetTracker _writtenOffset;
    private LogConfig _config;

    private PartitionLog(string directory, LogConfig config, LogState state, StorageOptions options, TimeProvider clock, ILogger logger)
    {
        (_config, _logger) = (config, logger);
        var started = clock.GetTimestamp();
        System.IO.Directory.CreateDirectory(directory);
        var recovery = new LogRecovery(directory, config, state, options.OpenFile);
        recovery.Run();

        _producers = recovery.Producers;
        _segments = new SegmentList(directory, recovery.Segments, options.OpenFile, clock);
        _offsets = new LogOffsets(
            recovery.StartOffset, recovery.EndOffset, _producers.FirstUnstableOffset, Math.Min(state.RecoveryPoint, recovery.EndOffset),
            showsDurableOnly: options.Fsync == FsyncPolicy.Always);
        _watchers = new AppendWatchers(_appendLock);
        _flusher = new LogFlusher(_flushLock, _appendLock, _segments, _offsets, _watchers, clock, logger);
        _writer = new LogWriter(_segments, _offsets, _producers, _flusher, logger);
        _appender = new LogAppender(_appendLock, _offsets, _writer, _watchers, _flusher, clock);
        _reader = new LogReader(_segments, _offsets);
        _timestamps = new TimestampSearch(_segments, _offsets);
        _retention = new LogRetention(_appendLock, _segments, _offsets, _writer, clock, logger);
        _writtenOffset = new WrittenOffsetTracker(_appendLock, _segments, _offsets, _producers, _flusher);
        Cleanable = new CleanableSegments(_appendLock, _segments, _offsets, _writer);

        if (_offsets.ShowsDurableOnly)
            _flusher.Flush(includeActive: true); // what a killed process wrote may be in memory only
        recovery.Report(logger, Name, clock.GetElapsedTime(started));
    }

    /// <summary>Directory of the files: <c>{data}/{topic}-{partition}</c>.</summary>
    public string Directory => _segments.Directory;

    /// <summary><c>{topic}-{partition}</c>.</summary>
    public string Name => _segments.LogName;

    public LogConfig Config => Volatile.Read(ref _config);

    /// <summary>The first offset that a reader may ask for.</summary>
    public long StartOffset => _offsets.Start;

    /// <summary>The offset that the next record gets.</summary>
    public long EndOffset => _offsets.End;

    /// <summary>Readers see the records below this offset.</summary>
    public long HighWatermark => _offsets.HighWatermark;

    /// <summary>Readers of committed records see the records below this offset; every transaction that began below it is decided.</summary>
    public long LastStableOffset => _offsets.LastStable;

    /// <summary>Everything below this offset was flushed to disk.</summary>
    public long RecoveryPoint => _offsets.RecoveryPoint;

    /// <summary>Every record below this offset has reached the operating system, with its indexes and a producer snapshot.</summary>
    public long WrittenOffset => _writtenOffset.Value;

    /// <summary>The size of the log files, without the indexes.</summary>
    public long SizeInBytes => _segments.SizeInBytes;

    /// <summary>The log was disposed or deleted; nothing is appended any more.</summary>
    public bool IsClosed => _segments.IsClosed;

    /// <summary>The log was closed and all of it is on disk.</summary>
    public bool IsClosedCleanly { get; private set; }

    /// <summary>Called after DeleteRecords moved <see cref="StartOffset"/>, to make the new value durable.</summary>
    public Action? StartOffsetMoved { get; set; }

    /// <summary>The segments that compaction may rewrite.</summary>
    public CleanableSegments Cleanable { get; }

    /// <summary>Opens or creates a log of which nothing is known: all of it is verified.</summary>
    public static PartitionLog Open(string directory, LogConfig config, TimeProvider clock, ILogger logger) =>
        Open(directory, config, default, StorageOptions.Default, clock, logger);

    /// <summary>Opens or creates a log; the part that <paramref name="state"/> marks as complete is not verified.</summary>
    /// <exception cref="IOException">The files cannot be read or written.</exception>
    public static PartitionLog Open(
        string directory, LogConfig config, LogState state, StorageOptions options, TimeProvider clock, ILogger logger) =>
        new(directory, config, state, options, clock, logger);

    /// <summary>Applies new topic settings, from the next append on.</summary>
    public void Reconfigure(LogConfig config) => Volatile.Write(ref _config, config);

    /// <summary>
    /// Validates one batch (magic 2) and appends it; offset and leader epoch, and for LogAppendTime the timestamp, are written into it in
    /// place. A client's batch is acknowledged after <see cref="WhenDurableAsync"/>; the broker's own is durable on return where that is
    /// required. Bad input is an error code, never an exception.
    /// </summary>
    public AppendResult Append(Memory<byte> batch, AppendOrigin origin = AppendOrigin.Client) => _appender.Append(batch, Config, origin);

    /// <summary>Completes when the records below <paramref name="offset"/> may be acknowledged, which may need a flush.</summary>
    /// <exception cref="IOException">The flush failed.</exception>
    public Task WhenDurableAsync(long offset) => _flusher.WhenDurableAsync(offset, Config);

    /// <summary>Calls <paramref name="onAppend"/> after each append, and when the log is deleted; it must be quick.</summary>
    public IDisposable WatchAppends(Action onAppend) => _watchers.Add(onAppend);

    /// <summary>
    /// Reads whole batches below the high watermark, the first being the one that contains <paramref name="offset"/>; never more than one
    /// segment. Empty where there is none. With <paramref name="atLeastOneBatch"/> the first batch comes even when it alone is larger than
    /// <paramref name="maxBytes"/> (KIP-74).
    /// </summary>
    public LogSlice Read(long offset, int maxBytes, bool atLeastOneBatch) =>
        _reader.Read(offset, maxBytes, atLeastOneBatch, committed: false);

    /// <summary>Like <see cref="Read"/>, below the last stable offset; also returns the aborted transactions in the slice.</summary>
    public LogSlice ReadCommitted(long offset, int maxBytes, bool atLeastOneBatch, out IReadOnlyList<AbortedTransaction> aborted) =>
        _reader.ReadCommitted(offset, maxBytes, atLeastOneBatch, out aborted);

    /// <summary>The aborted transactions with records at or after <paramref name="from"/> and before <paramref name="to"/>.</summary>
    public IReadOnlyList<AbortedTransaction> AbortedTransactions(long from, long to) => _reader.AbortedTransactions(from, to);

    /// <summary>The first record at or after a timestamp (Unix ms), and its own timestamp; (-1, -1) when there is none.</summary>
    public (long Offset, long Timestamp) FindByTimestamp(long timestamp) => _timestamps.Find(timestamp);

    /// <summary>The first record with the largest timestamp; (-1, -1) when the log is empty (ListOffsets timestamp -3, KIP-734).</summary>
    public (long Offset, long Timestamp) FindMaxTimestamp() => _timestamps.FindMax();

    /// <summary>Whether the producer has an open transaction of this epoch with records in this log.</summary>
    public bool HasOpenTransaction(long producerId, short epoch)
    {
        lock (_appendLock)
            return _producers.HasOpenTransaction(producerId, epoch);
    }

    /// <summary>Epoch of the coordinator that wrote the producer's last marker, -1 for none; null without an open transaction.</summary>
    public int? CoordinatorEpochOfOpenTransaction(long producerId)
    {
        lock (_appendLock)
            return _producers.CoordinatorEpochOfOpenTransaction(producerId);
    }

    /// <summary>The producers that the log remembers, by id (DescribeProducers).</summary>
    public IReadOnlyList<ProducerDescription> DescribeProducers()
    {
        lock (_appendLock)
            return _producers.Describe();
    }

    /// <summary>Forgets idempotent producers that wrote nothing since <paramref name="timestampMs"/> (Unix ms).</summary>
    public void ForgetProducersBefore(long timestampMs)
    {
        lock (_appendLock)
            _producers.ForgetBefore(timestampMs);
    }

    /// <summary>Moves the log start offset up to <paramref name="offset"/> (DeleteRecords); -1 stands for the high watermark.</summary>
    public ErrorCode DeleteRecordsBefore(long offset) => _retention.DeleteRecordsBefore(offset, StartOffsetMoved);

    /// <summary>Deletes the segments that the topic's retention no longer keeps; returns how many.</summary>
    public int ApplyRetention() => _retention.Apply(Config);

    /// <summary>Flushes the finished segments, and the active one if asked, then moves the recovery point.</summary>
    /// <exception cref="IOException">The flush failed, now or earlier.</exception>
    public void Flush(bool includeActive) => _flusher.Flush(includeActive);

    /// <summary>Flushes the log when the last flush is <c>flush.ms</c> or longer ago.</summary>
    /// <exception cref="IOException">The flush failed.</exception>
    public void FlushIfDue() => _flusher.FlushIfDue(Config);

    /// <summary>Writes indexes and producers, and moves <see cref="WrittenOffset"/> to the end; false if it is there already.</summary>
    public bool AdvanceWrittenOffset() => _writtenOffset.Advance();

    /// <summary>Visits every batch at start-up and cuts out damage; see <see cref="LogReplay"/>.</summary>
    /// <exception cref="IOException">The log cannot be read, or its damage cannot be cut out.</exception>
    public void Replay(Action<RecordBatch> onBatch) => new LogReplay(_appendLock, _segments, _offsets, _writer, _logger).Run(onBatch);

    /// <summary>Closes the log and deletes its files. Readers that hold a slice can finish.</summary>
    public void DeleteFiles()
    {
        try
        {
            lock (_appendLock)
            {
                _segments.Close();
                PartitionDirectory.Delete(Directory);
            }
        }
        finally
        {
            _watchers.Notify();
        }
    }

    /// <summary>Writes and flushes everything and closes the files: the next start verifies nothing.</summary>
    /// <remarks>After a failed flush the files are closed as they are, and <see cref="IsClosedCleanly"/> stays false.</remarks>
    /// <exception cref="IOException">The disk refused a write or a flush; the files are closed all the same.</exception>
    public void Dispose()
    {
        lock (_flushLock)
        {
            lock (_appendLock)
            {
                if (!IsClosed)
                    Close();
            }
        }
    }

    private void Close()
    {
        try
        {
            _writer.Finish();
            if (_flusher.HasFailed)
                return;

            _flusher.FlushEverything();
            IsClosedCleanly = true;
        }
        finally
        {
            _segments.Close();
        }
    }
}
