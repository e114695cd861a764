namespace MsaSample.Registry;

/// <summary>The registry's log messages, with event ids 3000 to 3099.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "Instance {InstanceId} of {App} registered: status {Status}, lease {Seconds} s")]
    public static partial void Registered(this ILogger logger, string instanceId, string app, string status, int seconds);

    [LoggerMessage(3001, LogLevel.Information, "Instance {InstanceId} of {App} cancelled its lease")]
    public static partial void LeaseCancelled(this ILogger logger, string instanceId, string app);

    [LoggerMessage(3002, LogLevel.Warning, "Instance {InstanceId} of {App} was removed: no heartbeat for {Seconds} s")]
    public static partial void LeaseExpired(this ILogger logger, string instanceId, string app, int seconds);

    [LoggerMessage(3003, LogLevel.Information, "Instance {InstanceId} of {App}: an operator set the status to {Status}")]
    public static partial void StatusSet(this ILogger logger, string instanceId, string app, string status);

    [LoggerMessage(3004, LogLevel.Warning, "The registry process was suspended for {Seconds:0} s; all leases are extended by that time")]
    public static partial void RegistryWasSuspended(this ILogger logger, double seconds);

    [LoggerMessage(3005, LogLevel.Information, "A registration of {App} was refused: {Reason}")]
    public static partial void RegistrationRefused(this ILogger logger, string app, string reason);
}
