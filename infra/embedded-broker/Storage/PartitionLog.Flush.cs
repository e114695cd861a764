using System.Diagnostics;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Metrics;
using MsaSample.Broker.Storage.Segments;
using MsaSample.Broker.Storage.Writing;

namespace MsaSample.Broker.Storage;

/// <summary>Flushing: when the disk must have what was written, and up to where it does.</summary>
internal sealed partial class PartitionLog
{
    private readonly Lock _flushing = new();
    private readonly GroupCommit _groupCommit;
    private readonly FsyncPolicy _fsync;
    private long _recoveryPoint;
    private long _lastFlush;
    private volatile bool _flushFailed;

    /// <summary>Everything below was flushed to disk.</summary>
    public long RecoveryPoint => Volatile.Read(ref _recoveryPoint);

    /// <summary>Readers see what is below. On one node that is all there is, unless records must be on disk before anyone may rely on them.</summary>
    public long HighWatermark => _fsync == FsyncPolicy.Always ? RecoveryPoint : EndOffset;

    /// <summary>Ends when what lies below <paramref name="offset"/> may be acknowledged; at once unless <see cref="MustFlush"/> says otherwise.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public Task WhenDurableAsync(long offset) =>
        offset <= RecoveryPoint || !MustFlush(Config) ? Task.CompletedTask : _groupCommit.WaitAsync();

    /// <summary>Flushes the finished segments, and the active one if asked, then moves the recovery point.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public void Flush(bool includeActive)
    {
        lock (_flushing)
        {
            if (_flushFailed)
                throw new IOException("The disk refused an earlier flush.");

            Segment[] segments;
            long end;
            lock (_appending)
                (segments, end) = (_segments, includeActive ? EndOffset : Active.BaseOffset);

            if (end <= RecoveryPoint || _closed)
                return;

            try
            {
                FlushAbove(RecoveryPoint, segments, includeActive ? FlushScope.ActiveToo : FlushScope.Finished);
            }
            catch (IOException) when (_closed)
            {
                return; // deleted meanwhile, and the files with it
            }

            Volatile.Write(ref _recoveryPoint, end);
            if (includeActive)
                _lastFlush = _clock.GetTimestamp();
        }

        if (_fsync == FsyncPolicy.Always)
            NotifyWatchers();
    }

    /// <summary>Flushes what was written when the last flush is <c>flush.ms</c> or longer ago.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public void FlushIfDue()
    {
        if (Config.FlushMs != long.MaxValue && !_flushFailed && _clock.GetElapsedTime(Volatile.Read(ref _lastFlush)).TotalMilliseconds >= Config.FlushMs)
            Flush(includeActive: true);
    }

    private static void FlushFile(LogFile file)
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

    // Whoever brings the unflushed records to flush.messages waits for the disk, as with Kafka.
    private bool MustFlush(LogConfig config) => _fsync == FsyncPolicy.Always || EndOffset - RecoveryPoint >= config.FlushMessages;

    private void FlushForWaiters()
    {
        try
        {
            Flush(includeActive: true);
        }
        catch (Exception e) when (!_flushFailed)
        {
            _logger.LogFlushRoundFailed(e, Name, e.Message);
            throw;
        }
    }

    private void FlushAbove(long offset, Segment[] segments, FlushScope scope)
    {
        if (segments.Any(segment => segment.BaseOffset >= offset))
            DirectoryEntries.Flush(Directory); // of segments that came since: a file without its name is lost too

        for (var i = 0; i < segments.Length; i++)
        {
            var isActive = i == segments.Length - 1;
            if (isActive ? scope != FlushScope.Finished : segments[i + 1].BaseOffset >= offset)
                Flush(segments[i], withIndexes: !isActive || scope == FlushScope.Everything);
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
                segment.Indexes.Flush(); // made anew from the records if need be: a failure costs this round only
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
            FlushFile(file);
        }
        catch (IOException e)
        {
            // What the system did with the pages is unknown, and a second flush would say that all is well.
            _flushFailed = true;
            _logger.LogFlushFailed(e, Name, e.Message);
            throw;
        }
    }

    private enum FlushScope
    {
        Finished,
        ActiveToo,
        Everything, // the active segment's indexes too, which change until it is closed
    }
}
