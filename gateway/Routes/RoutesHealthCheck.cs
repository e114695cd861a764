using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using MsaSample.Discovery;

namespace MsaSample.Gateway.Routes;

/// <summary>
/// Unhealthy until each known service has been in the registry once: a registry may list them late (a stock Eureka server by up to 30 s). A
/// service that leaves later does not make the gateway unhealthy.
/// </summary>
internal sealed class RoutesHealthCheck(ServiceRegistry registry, IOptions<GatewayOptions> options) : IHealthCheck
{
    private readonly HashSet<string> _missing = new(options.Value.Services, StringComparer.Ordinal);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        lock (_missing)
        {
            var snapshot = registry.Current;
            _missing.RemoveWhere(service => snapshot.Up(service).Count > 0);
            return Task.FromResult(_missing.Count == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"not yet in the registry: {string.Join(", ", _missing.Order(StringComparer.Ordinal))}"));
        }
    }
}
