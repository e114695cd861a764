using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MsaSample.Discovery.Client;
using MsaSample.Discovery.Endpoints;

namespace MsaSample.Discovery;

/// <summary>Makes a process part of the system: it is found by its name, and finds the others by theirs.</summary>
public static class DiscoveryExtensions
{
    private const string DefaultServer = "http://localhost:8761/eureka";

    /// <summary>
    /// Adds the Eureka client. The process registers as <paramref name="serviceName"/> when Kestrel listens and leaves before it drains; every
    /// HttpClient resolves service names (<c>http://user-service/…</c>); <see cref="ServiceRegistry"/> can be injected; health check
    /// "registry" is tagged "ready". A process without Kestrel only looks up. Call it after whatever adds retries to HttpClients, so that a
    /// retry may reach another instance.
    /// </summary>
    /// <param name="builder">The host to add to.</param>
    /// <param name="serviceName">Folder, process and registry name in one, e.g. order-service. <c>Spring:Application:Name</c> wins.</param>
    public static IHostApplicationBuilder AddDiscovery(this IHostApplicationBuilder builder, string serviceName)
    {
        var services = builder.Services;
        services.AddRegistryView();
        services.AddOptions<EurekaClientOptions>()
            .Configure<IConfiguration>(BindClient)
            .ValidateDataAnnotations()
            .Validate(HasUsableUrls, $"{EurekaClientOptions.Section}:ServiceUrl must be one or more http(s) URLs with commas between.")
            .ValidateOnStart();
        services.AddOptions<EurekaInstanceOptions>()
            .BindConfiguration(EurekaInstanceOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();

        services.AddSingleton(new DiscoveredService(builder.Configuration["Spring:Application:Name"] ?? serviceName));
        services.AddSingleton<EurekaApi>();
        services.AddSingleton<EurekaRegistration>();
        services.AddHostedService(provider => provider.GetRequiredService<EurekaRegistration>());
        services.AddHostedService<RegistryFetcher>();
        return builder;
    }

    private static void BindClient(EurekaClientOptions options, IConfiguration configuration)
    {
        var section = configuration.GetSection(EurekaClientOptions.Section);
        section.Bind(options);
        if (options.ServiceUrl.Length == 0)
            options.ServiceUrl = section["ServiceUrl:DefaultZone"] ?? configuration["Registry"] ?? DefaultServer;
    }

    private static bool HasUsableUrls(EurekaClientOptions options)
    {
        var urls = options.ServiceUrl.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return urls.Length > 0 && urls.All(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https");
    }
}
