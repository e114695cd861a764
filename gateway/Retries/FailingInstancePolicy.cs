using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace MsaSample.Gateway.Retries;

/// <summary>Gives an instance no requests for a while after one could not be sent to it, and ends that when one succeeds.</summary>
internal sealed class FailingInstancePolicy(
    IDestinationHealthUpdater health, IOptions<GatewayOptions> options, ILogger<FailingInstancePolicy> logger) : IPassiveHealthCheckPolicy
{
    public const string PolicyName = "FailingInstance";

    public string Name => PolicyName;

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        var error = context.GetForwarderErrorFeature();
        if (error is not null && UpstreamFailure.FailedBeforeResponse(error))
        {
            logger.InstanceFailed(destination.DestinationId, cluster.ClusterId, UpstreamFailure.Describe(error));
            health.SetPassive(cluster, destination, DestinationHealth.Unhealthy, options.Value.ReactivationPeriod);
        }
        else if (error is null && destination.Health.Passive == DestinationHealth.Unhealthy)
        {
            health.SetPassive(cluster, destination, DestinationHealth.Healthy, TimeSpan.Zero);
        }
    }
}
