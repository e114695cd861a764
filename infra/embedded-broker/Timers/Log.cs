using Microsoft.Extensions.Logging;

namespace MsaSample.Broker.Timers;

/// <summary>Log messages of timers; event id 2090.</summary>
internal static partial class Log
{
    [LoggerMessage(2090, LogLevel.Error, "Timer callback failed: {Reason}")]
    public static partial void TimerFailed(this ILogger logger, Exception exception, string reason);
}
