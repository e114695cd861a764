using Microsoft.AspNetCore.DataProtection.KeyManagement;
using MsaSample.Discovery;
using MsaSample.Gateway.Errors;
using MsaSample.Gateway.Pages;
using MsaSample.Gateway.Retries;
using MsaSample.Gateway.Routes;
using MsaSample.Gateway.Security;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;

namespace MsaSample.Gateway;

/// <summary>
/// The single entry to the system: /{service}/** is forwarded to an instance that the registry lists, with the prefix removed.
/// </summary>
public static class GatewayApp
{
    /// <summary>Adds the proxy, its rate limits and its health check.</summary>
    public static void Configure(WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<GatewayOptions>()
            .BindConfiguration(GatewayOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.AddDiscovery();
        builder.Services.AddRateLimits();
        builder.Services.AddSingleton<RoutesHealthCheck>();
        builder.Services.AddHealthChecks().AddCheck<RoutesHealthCheck>("routes", tags: ["ready"]);

        builder.Services.AddSingleton<IProxyConfigProvider, RegistryProxyConfigProvider>();
        builder.Services.AddSingleton<IPassiveHealthCheckPolicy, FailingInstancePolicy>();
        builder.Services.AddReverseProxy()
            .ConfigureHttpClient((_, handler) => handler.ConnectTimeout = TimeSpan.FromSeconds(2))
            .AddTransforms(RequestHeaders.Configure);
        RemoveKeyRing(builder.Services);
    }

    /// <summary>Maps the proxy, the index and the page with all APIs.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGet("/", GatewayIndex.Get);
        app.MapApiPage();
        app.MapReverseProxy(proxy =>
        {
            proxy.UseMiddleware<UpstreamErrors>();
            proxy.UseMiddleware<TokenCheck>();
            proxy.UseMiddleware<BodyLimit>();
            proxy.UseMiddleware<RetryOnOtherInstance>();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
    }

    // YARP's session affinity, which is not used here, adds data protection, which would write key files at start.
    private static void RemoveKeyRing(IServiceCollection services)
    {
        var keyRings = services
            .Where(d => d.ServiceType == typeof(IHostedService) && d.ImplementationType?.Assembly == typeof(KeyManagementOptions).Assembly)
            .ToList();
        foreach (var keyRing in keyRings)
            services.Remove(keyRing);
    }
}
