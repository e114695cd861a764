using MsaSample.Discovery;

namespace MsaSample.Registry.Leases;

/// <summary>Whose word on an instance's status counts when it registers. The rules of the stock server, in its order.</summary>
internal static class StatusRules
{
    public static InstanceStatus Decide(InstanceStatus said, InstanceStatus? setByOperator, InstanceStatus? before)
    {
        // An instance that says it cannot serve is believed.
        if (said is not (InstanceStatus.Up or InstanceStatus.OutOfService))
            return said;
        if (setByOperator is { } set)
            return set;
        // An instance cannot go in or out of service by registering again; the status resource is for that.
        return before is InstanceStatus.Up or InstanceStatus.OutOfService ? before.Value : said;
    }
}
