using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.ServiceDiscovery;

namespace MsaSample.Discovery.Endpoints;

/// <summary>What every discovery client has in common: the registry view, name resolution for HttpClient, the health check.</summary>
internal static class DiscoveryRegistration
{
    public static void AddRegistryView(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ServiceRegistry>();

        services.AddServiceDiscovery();
        services.AddSingleton<IServiceEndpointProviderFactory, RegistryEndpointProviderFactory>();
        services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery());

        services.AddHealthChecks().AddCheck<RegistryHealthCheck>("registry", tags: ["ready"]);
    }
}
