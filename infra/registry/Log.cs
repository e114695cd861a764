namespace MsaSample.Registry;

/// <summary>Event ids 3000 to 3099.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "{App}: {InstanceId} registered, {Status}, lease {Seconds} s")]
    public static partial void Registered(this ILogger log, string app, string instanceId, string status, int seconds);

    [LoggerMessage(3001, LogLevel.Information, "{App}: {InstanceId} left")]
    public static partial void Left(this ILogger log, string app, string instanceId);

    [LoggerMessage(3002, LogLevel.Warning, "{App}: {InstanceId} gave no sign of life for {Seconds} s and was dropped")]
    public static partial void LeaseRanOut(this ILogger log, string app, string instanceId, int seconds);

    [LoggerMessage(3003, LogLevel.Information, "{App}: the status of {InstanceId} was set to {Status}")]
    public static partial void StatusSet(this ILogger log, string app, string instanceId, string status);

    [LoggerMessage(3004, LogLevel.Warning, "the registry itself stood still for {Seconds:0} s; all leases are prolonged by that")]
    public static partial void StoodStill(this ILogger log, double seconds);

    [LoggerMessage(3005, LogLevel.Information, "a registration of {App} was refused: {Reason}")]
    public static partial void RegistrationRefused(this ILogger log, string app, string reason);
}
