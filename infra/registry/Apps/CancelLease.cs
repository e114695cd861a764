using MsaSample.Registry.Leases;

namespace MsaSample.Registry.Apps;

/// <summary>DELETE apps/{app}/{id}: 200, or 404 when the instance is unknown.</summary>
internal sealed class CancelLease(LeaseTable leases, ILogger<CancelLease> logger)
{
    public Task HandleAsync(HttpContext context)
    {
        var found = leases.Cancel(context.App(), context.InstanceId());
        if (found)
            logger.LeaseCancelled(context.InstanceId(), context.App());
        return Answer.Found(context, found);
    }
}
