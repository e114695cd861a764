using Microsoft.Extensions.Logging;

namespace MsaSample.Broker.Storage;

/// <summary>Log messages of the storage; event ids 2100 to 2199.</summary>
internal static partial class Log
{
    [LoggerMessage(
        2100, LogLevel.Information,
        "Log {Log} was verified after an unclean stop: {Segments} segments read, log end offset {EndOffset} ({Milliseconds:0} ms)")]
    public static partial void LogRecovered(this ILogger logger, string log, int segments, long endOffset, double milliseconds);

    [LoggerMessage(
        2101, LogLevel.Warning, "Log {Log} was truncated at the first invalid batch: {Bytes} bytes lost, log end offset {EndOffset}")]
    public static partial void LogTruncated(this ILogger logger, string log, long bytes, long endOffset);

    [LoggerMessage(2102, LogLevel.Error, "Log {Log} cannot be written, the batch is refused: {Reason}")]
    public static partial void LogWriteFailed(this ILogger logger, Exception exception, string log, string reason);

    [LoggerMessage(2103, LogLevel.Information, "Log {Log} deleted {Segments} segments, log start offset {StartOffset}")]
    public static partial void SegmentsDeleted(this ILogger logger, string log, int segments, long startOffset);

    [LoggerMessage(2104, LogLevel.Error, "Maintenance of {Directory} failed and runs again at the next interval: {Reason}")]
    public static partial void MaintenanceFailed(this ILogger logger, Exception exception, string directory, string reason);

    [LoggerMessage(2105, LogLevel.Warning, "Directory {Path} belonged to another topic of the same name and was renamed to {Renamed}")]
    public static partial void LogOfAnotherTopic(this ILogger logger, string path, string renamed);

    [LoggerMessage(2106, LogLevel.Error, "Log {Log} cannot be flushed and accepts no records until the broker restarts: {Reason}")]
    public static partial void LogFlushFailed(this ILogger logger, Exception exception, string log, string reason);

    [LoggerMessage(
        2107, LogLevel.Information,
        "Log {Log} was compacted up to offset {Offset}: {BytesBefore} to {BytesAfter} bytes, "
        + "{SegmentsBefore} to {SegmentsAfter} segments ({Milliseconds:0} ms)")]
    public static partial void LogCompacted(
        this ILogger logger, string log, long offset, long bytesBefore, long bytesAfter, int segmentsBefore, int segmentsAfter,
        double milliseconds);

    [LoggerMessage(2108, LogLevel.Error, "Compaction of log {Log} failed and runs again at the next interval: {Reason}")]
    public static partial void CompactionFailed(this ILogger logger, Exception exception, string log, string reason);

    [LoggerMessage(2109, LogLevel.Error, "Directory {Directory} was not closed cleanly, the next start verifies its logs: {Reason}")]
    public static partial void DirectoryNotClosedCleanly(this ILogger logger, Exception exception, string directory, string reason);

    [LoggerMessage(
        2110, LogLevel.Warning,
        "Log {Log} ignores its saved start offset {Saved}, which lies beyond its end {EndOffset}; log start offset {StartOffset}")]
    public static partial void SavedStartIgnored(this ILogger logger, string log, long saved, long endOffset, long startOffset);

    [LoggerMessage(2111, LogLevel.Error, "Log {Log} could not be flushed, the requests that wait for the flush fail: {Reason}")]
    public static partial void FlushRoundFailed(this ILogger logger, Exception exception, string log, string reason);

    [LoggerMessage(2112, LogLevel.Error, "Log {Log} was not closed cleanly, the next start verifies it: {Reason}")]
    public static partial void LogNotClosedCleanly(this ILogger logger, Exception? exception, string log, string reason);

    [LoggerMessage(2113, LogLevel.Warning, "Log {Log} lost {Bytes} damaged bytes, offsets {From} to {To} (exclusive)")]
    public static partial void DamageCut(this ILogger logger, string log, long bytes, long from, long to);
}
