using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MsaSample.Discovery.Endpoints;
using MsaSample.Discovery.Steeltoe;
using Steeltoe.Discovery.Eureka;

namespace MsaSample.Discovery;

/// <summary>Has the methods of our own client's class, implemented with Steeltoe.Discovery.Eureka.</summary>
public static class DiscoveryExtensions
{
    /// <summary>
    /// Adds Steeltoe's Eureka client, which registers before Kestrel listens and again when the port is known. Everything else is as with
    /// our own client.
    /// </summary>
    public static IHostApplicationBuilder AddDiscovery(this IHostApplicationBuilder builder, string? serviceName = null)
    {
        SetDefault(builder.Configuration, "Spring:Application:Name", serviceName ?? builder.Environment.ApplicationName);
        SetDefault(builder.Configuration, "Eureka:Client:ServiceUrl", builder.Configuration["Registry"]);
        SetDefault(builder.Configuration, "Eureka:Client:RegistryFetchIntervalSeconds", "5");
        SetDefault(builder.Configuration, "Eureka:Instance:LeaseRenewalIntervalInSeconds", "5");
        SetDefault(builder.Configuration, "Eureka:Instance:LeaseExpirationDurationInSeconds", "15");

        builder.Services.AddRegistryView();
        builder.Services.AddEurekaDiscoveryClient();
        builder.Services.AddHostedService<SteeltoeFeed>();
        return builder;
    }

    private static void SetDefault(IConfiguration configuration, string key, string? value)
    {
        if (value is not null && !configuration.GetSection(key).Exists())
            configuration[key] = value;
    }
}
