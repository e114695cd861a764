using Yarp.ReverseProxy.Forwarder;

namespace MsaSample.Gateway.Retries;

/// <summary>What a failed forwarding means: how far the request got.</summary>
internal static class UpstreamFailure
{
    /// <summary>No connection was made: the instance has seen nothing of the request.</summary>
    public static bool NeverReached(IForwarderErrorFeature error) =>
        error.Error == ForwarderError.Request
        && error.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError };

    /// <summary>The connection could not be made or was lost before an answer; the instance may have done the work.</summary>
    public static bool BrokeBeforeTheAnswer(IForwarderErrorFeature error) => error.Error == ForwarderError.Request;

    public static string Describe(IForwarderErrorFeature error) => error.Exception?.GetBaseException().Message ?? error.Error.ToString();
}
