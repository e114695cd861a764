using MsaSample.Broker.Hosting;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage.Indexes;
using MsaSample.Broker.Storage.Producers;
using MsaSample.Broker.Storage.Segments;
using MsaSample.Broker.Storage.Writing;

namespace MsaSample.Broker.Storage;

/// <summary>Appending: checks, place, write, index; then the watchers.</summary>
internal sealed partial class PartitionLog
{
    private Action[] _watchers = [];

    /// <summary>
    /// Checks one batch (magic 2) and appends it; offset and leader epoch, and for LogAppendTime the time, are written into it in place.
    /// It is in the operating system's hands when this returns, and on disk too when the broker itself writes what must be flushed each time;
    /// a client's is acknowledged after <see cref="WhenDurableAsync"/>. Never throws for bad input.
    /// </summary>
    public AppendResult Append(Memory<byte> batch, AppendOrigin origin = AppendOrigin.Client)
    {
        var config = Config;
        var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (BatchCheck.Refuse(batch.Span, config, now, origin) is { } refused)
            return refused;

        var logAppendTime = config.TimestampType == TimestampType.LogAppendTime ? now : -1;
        if (logAppendTime >= 0)
            RecordBatch.SetLogAppendTime(batch.Span, now);

        AppendResult result;
        var before = EndOffset;
        lock (_appending)
            result = AppendChecked(batch.Span, config, origin) with { LogAppendTimeMs = logAppendTime };

        if (result.Error != ErrorCode.None || result.BaseOffset < before)
            return result;

        if (_fsync != FsyncPolicy.Always)
            NotifyWatchers();

        return origin == AppendOrigin.Broker && MustFlush(config) ? FlushOwn(result) : result;
    }

    /// <summary>Calls <paramref name="onAppend"/> after each append, outside the lock, until disposed; it must be quick. Also called when the log is deleted.</summary>
    public IDisposable WatchAppends(Action onAppend)
    {
        lock (_appending)
            _watchers = [.. _watchers, onAppend];

        return new Watch(this, onAppend);
    }

    private AppendResult AppendChecked(Span<byte> bytes, LogConfig config, AppendOrigin origin)
    {
        if (_closed)
            return AppendResult.Failed(ErrorCode.UnknownTopicOrPartition, "The partition is closed.");

        if (_flushFailed)
            return AppendResult.Failed(ErrorCode.KafkaStorageError, "The disk refused to keep what was written before; the log takes no more until a restart.");

        var batch = new RecordBatch(bytes);
        if (batch.ProducerId >= 0 && JudgeProducer(batch, origin) is { } judged)
            return judged;

        try
        {
            CutTornTail();
            if (MustRoll(batch, bytes.Length, config))
                Roll();

            RecordBatch.SetPlace(bytes, _endOffset, LeaderEpoch);
            Active.Append(bytes, config.IndexIntervalBytes);
        }
        catch (IOException e)
        {
            _tornTail = true;
            _logger.LogWriteFailed(e, Name, e.Message);
            return AppendResult.Failed(ErrorCode.KafkaStorageError, $"The log cannot be written: {e.Message}");
        }

        if (_producers.Add(batch) is { } aborted)
            Active.Indexes.Aborted.Add(aborted);

        Volatile.Write(ref _firstOpen, _producers.FirstOpen);
        var offset = _endOffset;
        Volatile.Write(ref _endOffset, batch.LastOffset + 1);
        return new AppendResult(ErrorCode.None, offset, -1, null) { NextOffset = batch.LastOffset + 1 };
    }

    private AppendResult FlushOwn(AppendResult written)
    {
        try
        {
            Flush(includeActive: true);
            return written;
        }
        catch (IOException e)
        {
            return AppendResult.Failed(ErrorCode.KafkaStorageError, e.Message);
        }
    }

    // Null when the batch may be appended.
    private AppendResult? JudgeProducer(RecordBatch batch, AppendOrigin origin)
    {
        var (error, message) = (ErrorCode.None, (string?)null);
        ProducerBatch? duplicate = null;
        if (origin == AppendOrigin.Broker)
            (error, message) = _producers.CheckOwn(batch);
        else
            (error, message, duplicate) = _producers.Check(batch, mayBegin: origin == AppendOrigin.VerifiedClient);

        if (duplicate is { } first)
            return new AppendResult(ErrorCode.None, first.FirstOffset, -1, null) { NextOffset = first.LastOffset + 1 };

        return error == ErrorCode.None ? null : AppendResult.Failed(error, message!);
    }

    // After a failed write part of a batch may be in the file. It must go before anything else is written behind it.
    private void CutTornTail()
    {
        if (!_tornTail)
            return;

        Active.File.Truncate(Active.Size);
        _tornTail = false;
    }

    private bool MustRoll(RecordBatch batch, int length, LogConfig config)
    {
        var active = Active;
        return active.Size > 0
            && ((long)active.Size + length > config.SegmentBytes
                || _endOffset + batch.LastOffsetDelta - active.BaseOffset > int.MaxValue
                || active.Indexes.Offsets.Count >= config.SegmentIndexBytes / OffsetEntry.Size
                || batch.MaxTimestamp - active.Indexes.FirstTimestamp > config.RollMs);
    }

    private void Roll()
    {
        Active.Indexes.Save();
        ProducerSnapshot.Save(Directory, _endOffset, _producers);
        Volatile.Write(ref _segments, [.. _segments, Segment.Create(Directory, _endOffset, _openFile)]);
        _activeSinceMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
    }

    private void NotifyWatchers()
    {
        foreach (var watcher in Volatile.Read(ref _watchers))
            watcher();
    }

    private sealed class Watch(PartitionLog log, Action onAppend) : IDisposable
    {
        public void Dispose()
        {
            lock (log._appending)
            {
                var at = Array.IndexOf(log._watchers, onAppend);
                if (at >= 0)
                    log._watchers = [.. log._watchers[..at], .. log._watchers[(at + 1)..]];
            }
        }
    }
}
