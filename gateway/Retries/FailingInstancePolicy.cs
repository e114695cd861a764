using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace MsaSample.Gateway.Retries;

/// <summary>Takes an instance out for a while when a request could not be sent to it, and back in when one gets through.</summary>
internal sealed class FailingInstancePolicy(IDestinationHealthUpdater health, IOptions<GatewayOptions> options, ILogger<FailingInstancePolicy> log)
    : IPassiveHealthCheckPolicy
{
    public const string PolicyName = "FailingInstance";

    public string Name => PolicyName;

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        var error = context.GetForwarderErrorFeature();
        if (error is not null && UpstreamFailure.BrokeBeforeTheAnswer(error))
        {
            log.InstanceFailed(cluster.ClusterId, destination.DestinationId, UpstreamFailure.Describe(error));
            health.SetPassive(cluster, destination, DestinationHealth.Unhealthy, options.Value.LeaveOutFailing);
        }
        else if (error is null && destination.Health.Passive == DestinationHealth.Unhealthy)
        {
            health.SetPassive(cluster, destination, DestinationHealth.Healthy, TimeSpan.Zero);
        }
    }
}
