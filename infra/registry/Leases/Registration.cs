using MsaSample.Discovery;
using MsaSample.Discovery.Wire;

namespace MsaSample.Registry.Leases;

/// <summary>
/// What the registry stores when an instance registers, for the first time or again. The rules of the stock server, in its order.
/// </summary>
internal static class Registration
{
    /// <summary>The instance to store, with a fresh lease. Times are Unix milliseconds.</summary>
    public static WireInstance Accept(WireInstance incoming, WireInstance? stored, InstanceStatus? setByOperator, long now)
    {
        // A registration older than the stored one, delayed on its way, renews the lease and changes nothing else.
        var latest = stored?.LastDirtyTimestamp > (incoming.LastDirtyTimestamp ?? now) ? stored! : incoming;
        var status = DecideStatus(latest.Status, setByOperator, stored?.Status);
        var upSince = stored?.Lease.ServiceUpTimestamp ?? 0;
        return latest with
        {
            Status = status,
            OverriddenStatus = setByOperator ?? InstanceStatus.Unknown,
            LastUpdatedTimestamp = now,
            LastDirtyTimestamp = latest.LastDirtyTimestamp ?? now,
            Action = WireAction.Added,
            Lease = latest.Lease with
            {
                RegistrationTimestamp = now,
                LastRenewalTimestamp = now,
                EvictionTimestamp = 0,
                ServiceUpTimestamp = upSince == 0 && status == InstanceStatus.Up ? now : upSince,
            },
        };
    }

    private static InstanceStatus DecideStatus(InstanceStatus registered, InstanceStatus? setByOperator, InstanceStatus? stored)
    {
        // Nothing overrides the report of an instance that it cannot serve.
        if (registered is not (InstanceStatus.Up or InstanceStatus.OutOfService))
            return registered;
        if (setByOperator is { } set)
            return set;
        // An instance cannot go in or out of service by registering again; the status resource is for that.
        return stored is InstanceStatus.Up or InstanceStatus.OutOfService ? stored.Value : registered;
    }
}
