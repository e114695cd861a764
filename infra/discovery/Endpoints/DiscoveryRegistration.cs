using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.ServiceDiscovery;

namespace MsaSample.Discovery.Endpoints;

/// <summary>Registers what our client and Steeltoe's share: ServiceRegistry, name resolution for HttpClient and the health check.</summary>
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
