using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MsaSample.Discovery.Client;
using MsaSample.Discovery.Endpoints;

namespace MsaSample.Discovery;

/// <summary>Adds a process to the system: other processes find it by its name, and it finds them by theirs.</summary>
public static class DiscoveryExtensions
{
    private const string DefaultServer = "http://localhost:8761/eureka";

    /// <summary>
    /// Adds the Eureka client. The process registers as <paramref name="serviceName"/> (null = the host's application name; the setting
    /// <c>Spring:Application:Name</c> overrides both) when Kestrel listens, and cancels its lease before Kestrel stops; a process without
    /// Kestrel does not register. Every HttpClient resolves service names (<c>http://user-service/…</c>), <see cref="ServiceRegistry"/> can
    /// be injected, and the health check "registry" is tagged "ready". Call this after the call that adds retries to HttpClients, so that a
    /// retry may reach another instance.
    /// </summary>
    public static IHostApplicationBuilder AddDiscovery(this IHostApplicationBuilder builder, string? serviceName = null)
    {
        var services = builder.Services;
        services.AddRegistryView();
        services.AddOptions<EurekaClientOptions>()
            .Configure<IConfiguration>(BindClient)
            .ValidateDataAnnotations()
            .Validate(
                HasUsableUrls, $"{EurekaClientOptions.Section}:ServiceUrl must be one or more http or https URLs, separated by commas.")
            .ValidateOnStart();
        services.AddOptions<EurekaInstanceOptions>()
            .BindConfiguration(EurekaInstanceOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();

        services.AddSingleton(
            new RegisteredName(builder.Configuration["Spring:Application:Name"] ?? serviceName ?? builder.Environment.ApplicationName));
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

    private static bool HasUsableUrls(EurekaClientOptions options) =>
        options.ServiceUrls is { Length: > 0 } urls
        && urls.All(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https");
}
