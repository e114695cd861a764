using MsaSample.Registry.Leases;

namespace MsaSample.Registry.Apps;

/// <summary>PUT apps/{app}/{id}, the heartbeat: 200, or 404, which makes the client register again.</summary>
internal sealed class RenewLease(LeaseTable leases)
{
    public Task HandleAsync(HttpContext context) =>
        Answer.Found(context, leases.Renew(context.App(), context.InstanceId(), context.LastDirtyTimestamp()));
}
