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

/// <summary>The one door to the system: /{service}/** goes to an instance the registry lists, with the prefix removed.</summary>
public static class GatewayApp
{
    /// <summary>Adds the proxy and its guards to the service defaults.</summary>
    public static void Configure(WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<GatewayOptions>()
            .BindConfiguration(GatewayOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.AddDiscovery("gateway");
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

    /// <summary>Maps the proxy, the index and the page of all APIs.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGet("/", GatewayIndex.Get);
        app.MapApiPage();
        app.MapReverseProxy(proxy =>
        {
            proxy.UseMiddleware<UpstreamErrors>();
            proxy.UseMiddleware<PresentedTokens>();
            proxy.UseMiddleware<BodyLimit>();
            proxy.UseMiddleware<RetryElsewhere>();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
    }

    /// <summary>
    /// The proxy's session affinity, which is not used here, brings data protection along, whose start would write key files for nothing.
    /// </summary>
    private static void RemoveKeyRing(IServiceCollection services)
    {
        var keyRings = services
            .Where(d => d.ServiceType == typeof(IHostedService) && d.ImplementationType?.Assembly == typeof(KeyManagementOptions).Assembly)
            .ToList();
        foreach (var keyRing in keyRings)
            services.Remove(keyRing);
    }
}
