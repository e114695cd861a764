using MsaSample.Broker.Protocol;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage;

/// <summary>Letting go: by request, by age, by size. Only whole segments give disk space back.</summary>
internal sealed partial class PartitionLog
{
    /// <summary>Moves the start of the log to <paramref name="offset"/> (DeleteRecords); -1 = to the end.</summary>
    public ErrorCode DeleteRecordsBefore(long offset)
    {
        lock (_appending)
        {
            if (_closed)
                return ErrorCode.UnknownTopicOrPartition;

            var target = offset == -1 ? HighWatermark : offset;
            if (target < 0 || target > HighWatermark)
                return ErrorCode.OffsetOutOfRange;

            if (target <= _startOffset)
                return ErrorCode.None;

            Volatile.Write(ref _startOffset, target);
        }

        try
        {
            StartOffsetMoved?.Invoke();
        }
        catch (IOException e)
        {
            _logger.LogWriteFailed(e, Name, e.Message);
            return ErrorCode.KafkaStorageError; // nobody reads what lies before, but a restart may bring it back
        }

        DeleteSegmentsWhile(static (log, _, next) => next <= log._startOffset);
        return ErrorCode.None;
    }

    /// <summary>Deletes the segments that the topic's retention lets go; returns how many. An active segment that is too old is rolled first.</summary>
    public int ApplyRetention()
    {
        var config = Config;
        var deleted = DeleteSegmentsWhile(static (log, _, next) => next <= log._startOffset); // nobody can read them, whatever the policy is
        if (_closed || !config.CleanupPolicy.HasFlag(CleanupPolicy.Delete))
            return deleted;

        if (config.RetentionMs >= 0)
        {
            var oldest = _clock.GetUtcNow().ToUnixTimeMilliseconds() - config.RetentionMs;
            RollIfAllAreOlder(oldest);
            deleted += DeleteSegmentsWhile((_, segment, _) => segment.RetentionTimestamp < oldest);
        }

        if (config.RetentionBytes >= 0)
            deleted += DeleteSegmentsWhile((log, segment, _) => log.SizeInBytes - segment.Size >= config.RetentionBytes);

        return deleted;
    }

    /// <summary>Forgets idempotent producers that wrote nothing since <paramref name="timestampMs"/> (Unix ms).</summary>
    public void ForgetProducersBefore(long timestampMs)
    {
        lock (_appending)
            _producers.ForgetBefore(timestampMs);
    }

    // A younger segment keeps those behind it too, so that rolling would only add to them.
    private void RollIfAllAreOlder(long oldest)
    {
        lock (_appending)
        {
            if (!_closed && Active.Size > 0 && _segments.All(segment => segment.RetentionTimestamp < oldest))
                Roll();
        }
    }

    // From the oldest on, never the active one; the predicate also gets the offset where the next segment begins.
    private int DeleteSegmentsWhile(Func<PartitionLog, Segment, long, bool> mayGo)
    {
        var deleted = 0;
        lock (_appending)
        {
            while (!_closed && _segments.Length > 1 && _segments[1].BaseOffset <= HighWatermark && mayGo(this, _segments[0], _segments[1].BaseOffset))
            {
                var oldest = _segments[0];
                Volatile.Write(ref _startOffset, Math.Max(_startOffset, _segments[1].BaseOffset));
                Volatile.Write(ref _segments, _segments[1..]);
                oldest.Delete();
                deleted++;
            }
        }

        if (deleted > 0)
            _logger.LogSegmentsDeleted(Name, deleted, StartOffset);

        return deleted;
    }
}
