using Microsoft.Extensions.Logging;

namespace MsaSample.Discovery;

/// <summary>The discovery client's log messages, with event ids 3500 to 3599.</summary>
internal static partial class Log
{
    [LoggerMessage(3500, LogLevel.Information, "Registered as {InstanceId} ({Address}) at {Server}")]
    public static partial void Registered(this ILogger logger, string instanceId, string address, string server);

    [LoggerMessage(3501, LogLevel.Warning, "Registering {InstanceId} at {Server} failed: {Reason}; it is retried until it succeeds")]
    public static partial void NotRegistered(this ILogger logger, string instanceId, string server, string reason);

    [LoggerMessage(3502, LogLevel.Information, "Cancelled the lease of {InstanceId} at {Server}")]
    public static partial void LeaseCancelled(this ILogger logger, string instanceId, string server);

    [LoggerMessage(3503, LogLevel.Warning, "Cancelling the lease of {InstanceId} failed: {Reason}; it will expire")]
    public static partial void LeaseNotCancelled(this ILogger logger, string instanceId, string reason);

    [LoggerMessage(3510, LogLevel.Warning, "Registry {Server} does not answer: {Reason}; the last known instances stay in use")]
    public static partial void RegistryDoesNotAnswer(this ILogger logger, string server, string reason);

    [LoggerMessage(3511, LogLevel.Information, "Registry {Server} answers again after {Failures} failures")]
    public static partial void RegistryAnswersAgain(this ILogger logger, string server, int failures);

    [LoggerMessage(3512, LogLevel.Debug, "After a delta, the copy has hash {Own} and the server {Servers}: the full list is fetched")]
    public static partial void CopyDiffers(this ILogger logger, string own, string servers);
}
