namespace MsaSample.Registry.Apps;

/// <summary>
/// The routes of the Eureka REST interface, under /eureka and, as in Netflix's own server, under /eureka/v2. A trailing slash makes no
/// difference.
/// </summary>
internal static class AppsEndpoints
{
    public static void MapEureka(this WebApplication app)
    {
        T Create<T>() => ActivatorUtilities.CreateInstance<T>(app.Services);

        var lists = Create<GetApps>();
        var instances = Create<GetInstances>();
        var status = Create<SetStatus>();
        RequestDelegate register = Create<RegisterInstance>().HandleAsync;
        RequestDelegate renew = Create<RenewLease>().HandleAsync;
        RequestDelegate cancel = Create<CancelLease>().HandleAsync;
        RequestDelegate addMetadata = Create<AddMetadata>().HandleAsync;

        foreach (var prefix in (string[])["/eureka", "/eureka/v2"])
        {
            var eureka = app.MapGroup(prefix);
            eureka.MapGet("/apps", lists.FullAsync);
            eureka.MapGet("/apps/delta", lists.DeltaAsync);
            eureka.MapGet("/vips/{vip}", lists.ByVipAsync);
            eureka.MapGet("/svips/{vip}", lists.BySecureVipAsync);
            eureka.MapGet("/apps/{app}", instances.OfAppAsync);
            eureka.MapGet("/apps/{app}/{id}", instances.OneAsync);
            eureka.MapGet("/instances/{id}", instances.AnywhereAsync);
            eureka.MapPost("/apps/{app}", register);
            eureka.MapPut("/apps/{app}/{id}", renew);
            eureka.MapDelete("/apps/{app}/{id}", cancel);
            eureka.MapPut("/apps/{app}/{id}/metadata", addMetadata);
            eureka.MapPut("/apps/{app}/{id}/status", status.SetAsync);
            eureka.MapDelete("/apps/{app}/{id}/status", status.ClearAsync);
        }
    }
}
