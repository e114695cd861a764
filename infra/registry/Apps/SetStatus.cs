using MsaSample.Discovery;
using MsaSample.Registry.Leases;

namespace MsaSample.Registry.Apps;

/// <summary>PUT and DELETE apps/{app}/{id}/status?value=OUT_OF_SERVICE: an operator's word. 200, 404, or 500 for a status that does not exist, as the stock server has it.</summary>
internal sealed class SetStatus(LeaseTable leases, ILogger<SetStatus> log)
{
    public Task SetAsync(HttpContext context)
    {
        if (!context.TryGetStatus(InstanceStatus.Unknown, out var status))
            return Refuse(context);
        var found = leases.SetStatus(context.App(), context.InstanceId(), status, context.LastDirtyTimestamp());
        if (found)
            log.StatusSet(context.App(), context.InstanceId(), status.ToWire());
        return Answer.Found(context, found);
    }

    /// <summary>Without a value the status becomes UNKNOWN, and the next heartbeat makes the instance register again.</summary>
    public Task ClearAsync(HttpContext context) => context.TryGetStatus(InstanceStatus.Unknown, out var status)
        ? Answer.Found(context, leases.ClearStatus(context.App(), context.InstanceId(), status, context.LastDirtyTimestamp()))
        : Refuse(context);

    private static Task Refuse(HttpContext context) => Answer.TextAsync(
        context, StatusCodes.Status500InternalServerError, "value must be one of UP, DOWN, STARTING, OUT_OF_SERVICE, UNKNOWN");
}
