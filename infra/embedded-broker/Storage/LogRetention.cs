using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Storage.Segments;
using MsaSample.Broker.Storage.Writing;

namespace MsaSample.Broker.Storage;

/// <summary>Deletes the oldest records of one log: by request, by age, by size. Only whole segments give disk space back.</summary>
internal sealed class LogRetention(
    Lock appendLock, SegmentList segments, LogOffsets offsets, LogWriter writer, TimeProvider clock, ILogger logger)
{
    /// <summary>
    /// Moves the log start offset up to <paramref name="offset"/> (DeleteRecords); -1 stands for the high watermark.
    /// <paramref name="saveStart"/> makes it durable.
    /// </summary>
    public ErrorCode DeleteRecordsBefore(long offset, Action? saveStart)
    {
        lock (appendLock)
        {
            if (segments.IsClosed)
                return ErrorCode.UnknownTopicOrPartition;

            var target = offset == -1 ? offsets.HighWatermark : offset;
            if (target < 0 || target > offsets.HighWatermark)
                return ErrorCode.OffsetOutOfRange;

            if (target <= offsets.Start)
                return ErrorCode.None;

            offsets.MoveStart(target);
        }

        try
        {
            saveStart?.Invoke();
        }
        catch (IOException e)
        {
            logger.LogWriteFailed(e, segments.LogName, e.Message);
            return ErrorCode.KafkaStorageError; // the records are hidden from readers, but a restart may bring them back
        }

        DeleteBeforeStart();
        return ErrorCode.None;
    }

    /// <summary>
    /// Deletes the segments that <c>retention.ms</c> and <c>retention.bytes</c> no longer keep; returns how many. An active segment that is
    /// too old is rolled first.
    /// </summary>
    public int Apply(LogConfig config)
    {
        var deleted = DeleteBeforeStart(); // unreadable, so not kept under any policy
        if (segments.IsClosed || !config.CleanupPolicy.HasFlag(CleanupPolicy.Delete))
            return deleted;

        if (config.RetentionMs >= 0)
        {
            var oldestKept = clock.GetUtcNow().ToUnixTimeMilliseconds() - config.RetentionMs;
            RollIfAllAreOlder(oldestKept);
            deleted += DeleteWhile((oldest, _) => oldest.RetentionTimestamp < oldestKept);
        }

        if (config.RetentionBytes >= 0)
            deleted += DeleteWhile((oldest, _) => segments.SizeInBytes - oldest.Size >= config.RetentionBytes);

        return deleted;
    }

    private int DeleteBeforeStart() => DeleteWhile((_, next) => next.BaseOffset <= offsets.Start);

    // Segments are deleted from the oldest on, so one that is still kept would protect the rolled one after it.
    private void RollIfAllAreOlder(long oldestKept)
    {
        lock (appendLock)
        {
            if (!segments.IsClosed && segments.Active.Size > 0 && segments.All.All(segment => segment.RetentionTimestamp < oldestKept))
                writer.Roll();
        }
    }

    // Never deletes the active segment. The predicate gets the oldest segment and the one after it.
    private int DeleteWhile(Func<Segment, Segment, bool> isExpired)
    {
        var deleted = 0;
        lock (appendLock)
        {
            while (!segments.IsClosed && segments.All is [var oldest, var next, ..]
                && next.BaseOffset <= offsets.HighWatermark && isExpired(oldest, next))
            {
                offsets.MoveStart(Math.Max(offsets.Start, next.BaseOffset));
                segments.DeleteOldest();
                deleted++;
            }
        }

        if (deleted > 0)
            logger.SegmentsDeleted(segments.LogName, deleted, offsets.Start);

        return deleted;
    }
}
