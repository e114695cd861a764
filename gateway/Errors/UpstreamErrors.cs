using MsaSample.Gateway.Retries;
using MsaSample.ServiceDefaults;
using Yarp.ReverseProxy.Forwarder;

namespace MsaSample.Gateway.Errors;

/// <summary>
/// Gives a failed forwarding its status, code and detail. The body is written later, by the same writer as all other problem bodies.
/// </summary>
internal sealed class UpstreamErrors(RequestDelegate next, ILogger<UpstreamErrors> logger)
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
                Problems.Hint(context, ProblemCodes.ServiceUnavailable, $"No instance of {service} is registered. Try again.");
                break;
            case ForwarderError.RequestTimedOut or ForwarderError.UpgradeActivityTimeout:
                logger.ServiceTimedOut(service, context.Request.Method, context.Request.Path);
                Problems.Hint(
                    context, ProblemCodes.UpstreamTimeout, $"{service} did not answer in time. It may still complete the request.");
                break;
            case var _ when UpstreamFailure.BodyWasTooLarge(error):
                context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                Problems.Hint(context, ProblemCodes.BodyTooLarge, "The request body is too large; send less.");
                break;
            default:
                if (context.Response.StatusCode == StatusCodes.Status502BadGateway)
                    logger.ForwardingFailed(context.Request.Method, context.Request.Path, service, UpstreamFailure.Describe(error));
                Problems.Hint(
                    context,
                    ProblemCodes.ForStatus(context.Response.StatusCode),
                    context.Response.StatusCode < 500
                        ? "The request body ended before all of it was sent. Send the request again."
                        : $"The connection to {service} failed. It may have completed the request.");
                break;
        }
    }
}
