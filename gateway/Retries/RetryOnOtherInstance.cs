using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace MsaSample.Gateway.Retries;

/// <summary>
/// Sends a failed request once more, to another instance, when nothing can happen twice by that: a GET or HEAD whose connection failed
/// before the response, and any request for which no connection was made.
/// </summary>
internal sealed class RetryOnOtherInstance(RequestDelegate next, ILogger<RetryOnOtherInstance> logger)
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

        logger.RetriedOnOtherInstance(
            context.Request.Method, proxy.Cluster.Config.ClusterId, failed?.DestinationId ?? "none", UpstreamFailure.Describe(error));
        context.Features.Set<IForwarderErrorFeature>(null);
        context.Response.Clear();
        proxy.AvailableDestinations = others;
        await next(context);
    }

    private static bool MayRepeat(HttpRequest request, IForwarderErrorFeature error) =>
        UpstreamFailure.NotConnected(error)
        || (UpstreamFailure.FailedBeforeResponse(error) && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)));
}
