using System.Diagnostics;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Files;
using MsaSample.Broker.Metrics;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage.Writing;

/// <summary>Flushes one log to disk and moves its recovery point.</summary>
/// <remarks>
/// After a failed fsync of records none is tried again: the system may have dropped the pages, and a second fsync would report success.
/// </remarks>
internal sealed class LogFlusher
{
    private readonly Lock _flushLock;
    private readonly Lock _appendLock;
    private readonly SegmentList _segments;
    private readonly LogOffsets _offsets;
    private readonly AppendWatchers _watchers;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly GroupCommit _groupCommit;
    private long _lastFlush;
    private volatile bool _hasFailed;

    public LogFlusher(
        Lock flushLock, Lock appendLock, SegmentList segments, LogOffsets offsets, AppendWatchers watchers,
        TimeProvider clock, ILogger logger)
    {
        (_flushLock, _appendLock, _segments, _offsets, _watchers) = (flushLock, appendLock, segments, offsets, watchers);
        (_clock, _logger, _lastFlush) = (clock, logger, clock.GetTimestamp());
        _groupCommit = new GroupCommit(FlushForWaiters);
    }

    private enum Scope
    {
        FinishedSegments,
        ActiveRecords,
        Everything, // the indexes of the active segment too, which change until it is closed
    }

    /// <summary>Whether the disk refused a flush: the log accepts no records until a restart.</summary>
    public bool HasFailed => _hasFailed;

    /// <summary>
    /// Whether the last record of the log may be acknowledged only after a flush: with <c>fsync=always</c>, and at every
    /// <c>flush.messages</c>.
    /// </summary>
    public bool IsRequired(LogConfig config) => _offsets.ShowsDurableOnly || _offsets.End - _offsets.RecoveryPoint >= config.FlushMessages;

    /// <summary>Completes when what lies below <paramref name="offset"/> may be acknowledged; at once unless a flush is required.</summary>
    /// <exception cref="IOException">The flush failed.</exception>
    public Task WhenDurableAsync(long offset, LogConfig config) =>
        offset <= _offsets.RecoveryPoint || !IsRequired(config) ? Task.CompletedTask : _groupCommit.WaitAsync();

    /// <summary>Flushes the finished segments, and the active one if asked, then moves the recovery point.</summary>
    /// <exception cref="IOException">The flush failed, now or earlier.</exception>
    public void Flush(bool includeActive)
    {
        lock (_flushLock)
        {
            if (_hasFailed)
                throw new IOException("The disk refused an earlier flush.");

            Segment[] segments;
            long end;
            lock (_appendLock)
                (segments, end) = (_segments.All, includeActive ? _offsets.End : _segments.Active.BaseOffset);

            if (end <= _offsets.RecoveryPoint || _segments.IsClosed)
                return;

            try
            {
                Flush(segments, includeActive ? Scope.ActiveRecords : Scope.FinishedSegments);
            }
            catch (IOException) when (_segments.IsClosed)
            {
                return; // the log was deleted meanwhile
            }

            _offsets.MoveRecoveryPoint(end);
            if (includeActive)
                _lastFlush = _clock.GetTimestamp();
        }

        if (_offsets.ShowsDurableOnly)
            _watchers.Notify();
    }

    /// <summary>Flushes the log when the last flush is <c>flush.ms</c> or longer ago.</summary>
    /// <exception cref="IOException">The flush failed.</exception>
    public void FlushIfDue(LogConfig config)
    {
        if (config.FlushMs != long.MaxValue && !_hasFailed
            && _clock.GetElapsedTime(Volatile.Read(ref _lastFlush)).TotalMilliseconds >= config.FlushMs)
            Flush(includeActive: true);
    }

    /// <summary>Flushes records and indexes of all segments before they are closed. Called under both locks.</summary>
    /// <exception cref="IOException">The flush failed.</exception>
    public void FlushEverything()
    {
        Flush(_segments.All, Scope.Everything);
        _offsets.MoveRecoveryPoint(_offsets.End);
    }

    private void FlushForWaiters()
    {
        try
        {
            Flush(includeActive: true);
        }
        catch (Exception e) when (!_hasFailed)
        {
            _logger.FlushRoundFailed(e, _segments.LogName, e.Message);
            throw;
        }
    }

    private void Flush(Segment[] segments, Scope scope)
    {
        var recoveryPoint = _offsets.RecoveryPoint;
        if (segments.Any(segment => segment.BaseOffset >= recoveryPoint))
            DirectoryEntries.Flush(_segments.Directory); // there are new segments: power loss takes a file whose name is not on disk

        for (var i = 0; i < segments.Length; i++)
        {
            var isActive = i == segments.Length - 1;
            if (isActive ? scope != Scope.FinishedSegments : segments[i + 1].BaseOffset >= recoveryPoint)
                Flush(segments[i], withIndexes: !isActive || scope == Scope.Everything);
        }
    }

    private void Flush(Segment segment, bool withIndexes)
    {
        if (!segment.File.TryLease())
            return;

        try
        {
            FlushRecords(segment.File);
            if (withIndexes)
                segment.Indexes.Flush(); // can be rebuilt from the records, so a failure counts for this round only
        }
        finally
        {
            segment.File.EndLease();
        }
    }

    private void FlushRecords(LogFile file)
    {
        try
        {
            FlushTimed(file);
        }
        catch (IOException e)
        {
            _hasFailed = true;
            _logger.LogFlushFailed(e, _segments.LogName, e.Message);
            throw;
        }
    }

    private static void FlushTimed(LogFile file)
    {
        if (!BrokerMeter.TimesFlushes)
        {
            file.Flush();
            return;
        }

        var started = Stopwatch.GetTimestamp();
        file.Flush();
        BrokerMeter.Flushed(Stopwatch.GetElapsedTime(started));
    }
}
