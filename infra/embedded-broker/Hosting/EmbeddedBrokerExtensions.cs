using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MsaSample.Broker.Hosting;

/// <summary>Runs a broker inside any .NET host.</summary>
public static class EmbeddedBrokerExtensions
{
    /// <summary>Starts and stops an <see cref="EmbeddedBroker"/> with the host; resolve it for its <see cref="EmbeddedBroker.BootstrapServers"/>.</summary>
    public static IServiceCollection AddEmbeddedBroker(this IServiceCollection services, Action<BrokerOptions>? configure = null)
    {
        var options = new BrokerOptions();
        configure?.Invoke(options);
        services.AddSingleton(provider => new EmbeddedBroker(
            options, provider.GetService<ILoggerFactory>(), provider.GetService<TimeProvider>()));
        return services.AddHostedService(provider => provider.GetRequiredService<EmbeddedBroker>());
    }
}
