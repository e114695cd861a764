using Microsoft.Extensions.Logging;

namespace MsaSample.Data;

/// <summary>All log lines of the library; event ids 1000 to 1099.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Information, "{Database} is up to date after {Count} migration(s)")]
    public static partial void DatabaseMigrated(this ILogger logger, string database, int count);

    [LoggerMessage(1001, LogLevel.Warning, "{Database} does not answer ({Reason}); trying again in {Seconds} s")]
    public static partial void DatabaseAway(this ILogger logger, string database, string reason, double seconds);

    [LoggerMessage(
        1002, LogLevel.Warning, "The first migration of {Database} was interrupted and starts again; dropped its empty tables {Tables}")]
    public static partial void UnfinishedMigrationDropped(this ILogger logger, string database, string tables);
}
