using MsaSample.Gateway.Retries;
using MsaSample.ServiceDefaults;
using Yarp.ReverseProxy.Forwarder;

namespace MsaSample.Gateway.Errors;

/// <summary>Says why the proxy could not get an answer from a service; the body itself is written with all other problem bodies.</summary>
internal sealed class UpstreamErrors(RequestDelegate next, ILogger<UpstreamErrors> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);

        if (context.GetForwarderErrorFeature() is not { } error || context.Response.HasStarted)
            return;
        var service = context.GetReverseProxyFeature().Cluster.Config.ClusterId;
        switch (error.Error)
        {
            case ForwarderError.NoAvailableDestinations:
                context.Response.Headers.RetryAfter = "1";
                Problems.Hint(context, ProblemCodes.ServiceUnavailable, $"No instance of {service} is running now; try again.");
                break;
            case ForwarderError.RequestTimedOut or ForwarderError.UpgradeActivityTimeout:
                log.ServiceTimedOut(service, context.Request.Method, context.Request.Path);
                Problems.Hint(context, ProblemCodes.UpstreamTimeout, $"{service} did not answer in time; it may still do what was asked.");
                break;
            case var _ when UpstreamFailure.BodyWasTooLarge(error):
                context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                Problems.Hint(context, ProblemCodes.BodyTooLarge, "The request body is too large.");
                break;
            default:
                if (context.Response.StatusCode == StatusCodes.Status502BadGateway)
                    log.ServiceFailed(service, context.Request.Method, context.Request.Path, UpstreamFailure.Describe(error));
                Problems.Hint(
                    context,
                    ProblemCodes.ForStatus(context.Response.StatusCode),
                    context.Response.StatusCode < 500 ? "The request could not be read to its end." : $"The connection to {service} failed.");
                break;
        }
    }
}
