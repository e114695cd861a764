using Microsoft.Extensions.Logging;

namespace MsaSample.ServiceDefaults;

internal static partial class Log
{
    [LoggerMessage(8000, LogLevel.Error, "{Method} {Path} failed: {Code}")]
    public static partial void RequestFailed(this ILogger log, string method, string path, string code, Exception exception);

    [LoggerMessage(8001, LogLevel.Warning, "the keys of user-service cannot be fetched ({Reason}); {Effect}")]
    public static partial void KeysNotFetched(this ILogger log, string effect, string reason);
}
