using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MsaSample.Broker.Hosting;

/// <summary>Adds a broker to a .NET host.</summary>
public static class EmbeddedBrokerExtensions
{
    /// <summary>
    /// Adds an <see cref="EmbeddedBroker"/> that starts and stops with the host. Resolve it to read
    /// <see cref="EmbeddedBroker.BootstrapServers"/>.
    /// </summary>
    public static IServiceCollection AddEmbeddedBroker(this IServiceCollection services, Action<BrokerOptions>? configure = null)
    {
        var options = new BrokerOptions();
        configure?.Invoke(options);
        services.AddSingleton(provider => new EmbeddedBroker(
            options, provider.GetService<ILoggerFactory>(), provider.GetService<TimeProvider>()));
        return services.AddHostedService(provider => provider.GetRequiredService<EmbeddedBroker>());
    }
}
