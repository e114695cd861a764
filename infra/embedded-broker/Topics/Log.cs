using Microsoft.Extensions.Logging;

namespace MsaSample.Broker.Topics;

/// <summary>What the topics say; event ids 2020 to 2029.</summary>
internal static partial class Log
{
    [LoggerMessage(2020, LogLevel.Information, "topic {Topic} created with {Partitions} partitions")]
    public static partial void TopicCreated(this ILogger logger, string topic, int partitions);

    [LoggerMessage(2021, LogLevel.Information, "topic {Topic} deleted")]
    public static partial void TopicDeleted(this ILogger logger, string topic);

    [LoggerMessage(2022, LogLevel.Warning, "{Path} belongs to no topic and was renamed to {Aside}")]
    public static partial void StrayLog(this ILogger logger, string path, string aside);

    [LoggerMessage(2023, LogLevel.Error, "the log {Log} cannot be deleted, the next start sets it aside: {Reason}")]
    public static partial void LogNotDeleted(this ILogger logger, Exception exception, string log, string reason);

    [LoggerMessage(2024, LogLevel.Warning, "{Log}: the record at offset {Offset} cannot be read and is skipped: {Reason}")]
    public static partial void StateRecordSkipped(this ILogger logger, string log, long offset, string reason);

    [LoggerMessage(2025, LogLevel.Error, "{Log}: {Records} records of {Id} are not stored, a restart would not know of them: {Reason}")]
    public static partial void StateTooLarge(this ILogger logger, string log, string id, int records, string reason);
}
