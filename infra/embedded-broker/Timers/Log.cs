using Microsoft.Extensions.Logging;

namespace MsaSample.Broker.Timers;

/// <summary>What timers say; event id 2090.</summary>
internal static partial class Log
{
    [LoggerMessage(2090, LogLevel.Error, "what a timer had to do failed: {Reason}")]
    public static partial void TimerFailed(this ILogger logger, Exception exception, string reason);
}
