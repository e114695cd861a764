using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MsaSample.Discovery.Endpoints;

/// <summary>
/// Unhealthy until the registry has answered once. Degraded, which counts as ready, while it does not answer: the last known instances are
/// used.
/// </summary>
internal sealed class RegistryHealthCheck(ServiceRegistry registry) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            !registry.FirstFetch.IsCompleted ? HealthCheckResult.Unhealthy("the registry has not answered yet")
            : registry.IsStale ? HealthCheckResult.Degraded("the registry does not answer; the last known instances are used")
            : HealthCheckResult.Healthy());
}
