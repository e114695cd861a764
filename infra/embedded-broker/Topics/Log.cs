using Microsoft.Extensions.Logging;

namespace MsaSample.Broker.Topics;

/// <summary>Log messages of the topics; event ids 2020 to 2029.</summary>
internal static partial class Log
{
    [LoggerMessage(2020, LogLevel.Information, "Topic {Topic} created with {Partitions} partitions")]
    public static partial void TopicCreated(this ILogger logger, string topic, int partitions);

    [LoggerMessage(2021, LogLevel.Information, "Topic {Topic} deleted")]
    public static partial void TopicDeleted(this ILogger logger, string topic);

    [LoggerMessage(2022, LogLevel.Warning, "Directory {Path} belongs to no topic and was renamed to {Aside}")]
    public static partial void StrayLog(this ILogger logger, string path, string aside);

    [LoggerMessage(2023, LogLevel.Error, "Log {Log} cannot be deleted, the next start renames its directory: {Reason}")]
    public static partial void LogNotDeleted(this ILogger logger, Exception exception, string log, string reason);

    [LoggerMessage(2024, LogLevel.Warning, "Record at offset {Offset} of {Log} cannot be read and is skipped: {Reason}")]
    public static partial void StateRecordSkipped(this ILogger logger, string log, long offset, string reason);

    [LoggerMessage(2025, LogLevel.Error, "{Records} records of {Id} cannot be stored in {Log} and would be lost in a restart: {Reason}")]
    public static partial void StateTooLarge(this ILogger logger, string log, string id, int records, string reason);
}
