using MsaSample.Discovery;
using MsaSample.Registry.Leases;

namespace MsaSample.Registry.Apps;

/// <summary>
/// PUT and DELETE apps/{app}/{id}/status?value=OUT_OF_SERVICE: an operator sets or clears the status. 200, 404, or 500 for a status that
/// does not exist, as the stock server answers.
/// </summary>
internal sealed class SetStatus(LeaseTable leases, ILogger<SetStatus> logger)
{
    public Task SetAsync(HttpContext context)
    {
        if (!context.TryGetStatus(InstanceStatus.Unknown, out var status))
            return Refuse(context);
        var found = leases.SetStatus(context.App(), context.InstanceId(), status, context.LastDirtyTimestamp());
        if (found)
            logger.StatusSet(context.InstanceId(), context.App(), status.ToWire());
        return Answer.Found(context, found);
    }

    /// <summary>
    /// Without a value the status becomes UNKNOWN: the next heartbeat is answered with 404, and the instance registers again.
    /// </summary>
    public Task ClearAsync(HttpContext context) => context.TryGetStatus(InstanceStatus.Unknown, out var status)
        ? Answer.Found(context, leases.ClearStatus(context.App(), context.InstanceId(), status, context.LastDirtyTimestamp()))
        : Refuse(context);

    private static Task Refuse(HttpContext context) => Answer.TextAsync(
        context, StatusCodes.Status500InternalServerError, "value must be one of UP, DOWN, STARTING, OUT_OF_SERVICE, UNKNOWN");
}
