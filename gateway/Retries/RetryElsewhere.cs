using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace MsaSample.Gateway.Retries;

/// <summary>
/// Sends a failed request once more, to another instance, when that cannot do anything twice: reads when they broke before an answer, any
/// request when no instance has seen it.
/// </summary>
internal sealed class RetryElsewhere(RequestDelegate next, ILogger<RetryElsewhere> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);

        if (context.GetForwarderErrorFeature() is not { } error || context.Response.HasStarted || !MayRepeat(context.Request, error))
            return;
        var proxy = context.GetReverseProxyFeature();
        var failed = proxy.ProxiedDestination;
        var others = proxy.AllDestinations.Where(d => d != failed && d.Health.Passive != DestinationHealth.Unhealthy).ToList();
        if (others.Count == 0)
            return;

        log.RetriedElsewhere(context.Request.Method, proxy.Cluster.Config.ClusterId, failed?.DestinationId ?? "none", UpstreamFailure.Describe(error));
        context.Features.Set<IForwarderErrorFeature>(null);
        context.Response.Clear();
        proxy.AvailableDestinations = others;
        await next(context);
    }

    private static bool MayRepeat(HttpRequest request, IForwarderErrorFeature error) =>
        UpstreamFailure.NeverReached(error)
        || (UpstreamFailure.BrokeBeforeTheAnswer(error) && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)));
}
