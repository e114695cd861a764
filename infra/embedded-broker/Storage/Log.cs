using Microsoft.Extensions.Logging;

namespace MsaSample.Broker.Storage;

/// <summary>What the storage says; event ids 2100 to 2199.</summary>
internal static partial class Log
{
    [LoggerMessage(2100, LogLevel.Information, "{Log}: read {Segments} segments again after an unclean stop, ends at offset {EndOffset} ({Milliseconds:0} ms)")]
    public static partial void LogRecovered(this ILogger logger, string log, int segments, long endOffset, double milliseconds);

    [LoggerMessage(2101, LogLevel.Warning, "{Log}: cut {Bytes} bytes that are no valid batch, ends at offset {EndOffset}")]
    public static partial void LogCut(this ILogger logger, string log, long bytes, long endOffset);

    [LoggerMessage(2110, LogLevel.Warning, "{Log}: is noted to start at {Noted} but ends at offset {EndOffset}; starts at {StartOffset}")]
    public static partial void LogStartNotBelieved(this ILogger logger, string log, long noted, long endOffset, long startOffset);

    [LoggerMessage(2111, LogLevel.Error, "{Log}: a flush failed, those who waited for it are refused: {Reason}")]
    public static partial void LogFlushRoundFailed(this ILogger logger, Exception exception, string log, string reason);

    [LoggerMessage(2112, LogLevel.Error, "{Log}: could not be closed in order, is read again at the next start: {Reason}")]
    public static partial void LogNotClosedInOrder(this ILogger logger, Exception? exception, string log, string reason);

    [LoggerMessage(2113, LogLevel.Warning, "{Log}: cut {Bytes} damaged bytes behind the last good batch, offsets {From} to before {To} are lost")]
    public static partial void LogDamageCut(this ILogger logger, string log, long bytes, long from, long to);

    [LoggerMessage(2102, LogLevel.Error, "{Log}: cannot be written, the batch is refused: {Reason}")]
    public static partial void LogWriteFailed(this ILogger logger, Exception exception, string log, string reason);

    [LoggerMessage(2103, LogLevel.Information, "{Log}: deleted {Segments} segments, starts at offset {StartOffset}")]
    public static partial void LogSegmentsDeleted(this ILogger logger, string log, int segments, long startOffset);

    [LoggerMessage(2104, LogLevel.Error, "{Directory}: upkeep failed, tried again at the next interval: {Reason}")]
    public static partial void LogUpkeepFailed(this ILogger logger, Exception exception, string directory, string reason);

    [LoggerMessage(
        2107, LogLevel.Information,
        "{Log}: compacted up to offset {Offset}, {BytesBefore} to {BytesAfter} bytes, {SegmentsBefore} to {SegmentsAfter} segments ({Milliseconds:0} ms)")]
    public static partial void Compacted(
        this ILogger logger, string log, long offset, long bytesBefore, long bytesAfter, int segmentsBefore, int segmentsAfter, double milliseconds);

    [LoggerMessage(2108, LogLevel.Error, "{Log}: cannot be compacted, tried again at the next interval: {Reason}")]
    public static partial void CompactionFailed(this ILogger logger, Exception exception, string log, string reason);

    [LoggerMessage(2109, LogLevel.Error, "{Directory}: could not be closed in order, the next start reads its logs again: {Reason}")]
    public static partial void NotClosedInOrder(this ILogger logger, Exception exception, string directory, string reason);

    [LoggerMessage(2106, LogLevel.Error, "{Log}: cannot be flushed, takes no more records until a restart: {Reason}")]
    public static partial void LogFlushFailed(this ILogger logger, Exception exception, string log, string reason);

    [LoggerMessage(2105, LogLevel.Warning, "{Path} is the log of another topic of that name and was renamed to {Aside}")]
    public static partial void ForeignLog(this ILogger logger, string path, string aside);
}
