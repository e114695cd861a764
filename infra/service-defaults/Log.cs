using Microsoft.Extensions.Logging;

namespace MsaSample.ServiceDefaults;

/// <summary>The log messages of the service defaults, with event ids 8000 to 8099.</summary>
internal static partial class Log
{
    [LoggerMessage(8000, LogLevel.Error, "Request {Method} {Path} failed with {Code}")]
    public static partial void RequestFailed(this ILogger logger, string method, string path, string code, Exception exception);

    [LoggerMessage(8001, LogLevel.Warning, "The keys of user-service cannot be fetched ({Reason}); {Effect}")]
    public static partial void KeysNotFetched(this ILogger logger, string effect, string reason);
}
