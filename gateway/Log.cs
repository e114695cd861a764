namespace MsaSample.Gateway;

/// <summary>Event ids 4000 to 4099.</summary>
internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Information, "{Service} has registered and is routed now")]
    public static partial void ServiceRouted(this ILogger log, string service);

    [LoggerMessage(4001, LogLevel.Warning, "{Service}: instance {Instance} is left out for a while: {Reason}")]
    public static partial void InstanceFailed(this ILogger log, string service, string instance, string reason);

    [LoggerMessage(4002, LogLevel.Information, "{Method} to {Service} is sent to another instance, {Instance} failed: {Reason}")]
    public static partial void RetriedElsewhere(this ILogger log, string method, string service, string instance, string reason);

    [LoggerMessage(4003, LogLevel.Warning, "{Service} did not answer {Method} {Path} in time")]
    public static partial void ServiceTimedOut(this ILogger log, string service, string method, string path);

    [LoggerMessage(4004, LogLevel.Warning, "{Service}: {Method} {Path} failed: {Reason}")]
    public static partial void ServiceFailed(this ILogger log, string service, string method, string path, string reason);
}
