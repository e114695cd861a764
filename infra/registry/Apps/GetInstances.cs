using MsaSample.Discovery.Wire;
using MsaSample.Registry.Leases;

namespace MsaSample.Registry.Apps;

/// <summary>
/// GET apps/{app}, apps/{app}/{id}, instances/{id}: instances with the times of their last heartbeats; 404 when there is none.
/// </summary>
internal sealed class GetInstances(LeaseTable leases)
{
    public Task OfAppAsync(HttpContext context)
    {
        var app = context.App();
        var instances = leases.FindAll(app).OrderBy(instance => instance.InstanceId, StringComparer.Ordinal).ToList();
        return instances.Count == 0
            ? Answer.Found(context, false)
            : Answer.WriteAsync(context, new WireApplication(app, instances));
    }

    public Task OneAsync(HttpContext context) => WriteAsync(context, leases.Find(context.App(), context.InstanceId()));

    public Task AnywhereAsync(HttpContext context) => WriteAsync(context, leases.Find(context.InstanceId()));

    private static Task WriteAsync(HttpContext context, WireInstance? instance) =>
        instance is null ? Answer.Found(context, false) : Answer.WriteAsync(context, instance);
}
