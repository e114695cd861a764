namespace MsaSample.Gateway;

/// <summary>The gateway's log messages, with event ids 4000 to 4099.</summary>
internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Information, "Service {Service} has registered: its route was added")]
    public static partial void ServiceRouted(this ILogger logger, string service);

    [LoggerMessage(
        4001, LogLevel.Warning, "Instance {Instance} of {Service} could not be reached and gets no requests for a while: {Reason}")]
    public static partial void InstanceFailed(this ILogger logger, string instance, string service, string reason);

    [LoggerMessage(
        4002, LogLevel.Information, "A {Method} to {Service} is sent again to another instance, because {Instance} failed: {Reason}")]
    public static partial void RetriedOnOtherInstance(
        this ILogger logger, string method, string service, string instance, string reason);

    [LoggerMessage(4003, LogLevel.Warning, "Service {Service} did not answer {Method} {Path} in time")]
    public static partial void ServiceTimedOut(this ILogger logger, string service, string method, string path);

    [LoggerMessage(4004, LogLevel.Warning, "Forwarding {Method} {Path} to {Service} failed: {Reason}")]
    public static partial void ForwardingFailed(this ILogger logger, string method, string path, string service, string reason);
}
