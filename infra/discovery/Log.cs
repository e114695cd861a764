using Microsoft.Extensions.Logging;

namespace MsaSample.Discovery;

/// <summary>Event ids 3500 to 3599.</summary>
internal static partial class Log
{
    [LoggerMessage(3500, LogLevel.Information, "registered as {InstanceId} ({Address}) at {Server}")]
    public static partial void Registered(this ILogger log, string instanceId, string address, string server);

    [LoggerMessage(3501, LogLevel.Warning, "could not register {InstanceId} at {Server}: {Reason}; trying again until it works")]
    public static partial void CouldNotRegister(this ILogger log, string instanceId, string server, string reason);

    [LoggerMessage(3502, LogLevel.Information, "{InstanceId} left {Server}")]
    public static partial void Left(this ILogger log, string instanceId, string server);

    [LoggerMessage(3503, LogLevel.Warning, "could not tell the registry that {InstanceId} stops: {Reason}; its lease will run out")]
    public static partial void CouldNotLeave(this ILogger log, string instanceId, string reason);

    [LoggerMessage(3510, LogLevel.Warning, "the registry {Server} does not answer: {Reason}; the instances known so far are used, trying again")]
    public static partial void RegistryDoesNotAnswer(this ILogger log, string server, string reason);

    [LoggerMessage(3511, LogLevel.Information, "the registry {Server} answers again after {Failures} failures")]
    public static partial void RegistryAnswersAgain(this ILogger log, string server, int failures);

    [LoggerMessage(3512, LogLevel.Debug, "hash {Own} after a delta, the server says {Servers}: fetching the full list")]
    public static partial void CopyHasDrifted(this ILogger log, string own, string servers);
}
