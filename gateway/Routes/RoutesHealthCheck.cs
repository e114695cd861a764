using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using MsaSample.Discovery;

namespace MsaSample.Gateway.Routes;

/// <summary>
/// Unhealthy until every service the gateway is meant for has been seen once: a registry may tell of them late (a stock Eureka server by up to
/// 30 s). One that goes away later is not the gateway's failure.
/// </summary>
internal sealed class RoutesHealthCheck(ServiceRegistry registry, IOptions<GatewayOptions> options) : IHealthCheck
{
    private readonly HashSet<string> _missing = new(options.Value.KnownServices, StringComparer.Ordinal);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        lock (_missing)
        {
            var snapshot = registry.Current;
            _missing.RemoveWhere(service => snapshot.Up(service).Count > 0);
            return Task.FromResult(_missing.Count == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"the registry has not listed yet: {string.Join(", ", _missing.Order(StringComparer.Ordinal))}"));
        }
    }
}
