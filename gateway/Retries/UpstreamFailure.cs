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
    public static bool BrokeBeforeTheAnswer(IForwarderErrorFeature error) =>
        error.Error == ForwarderError.Request && !BodyWasTooLarge(error);

    /// <summary>The server stopped reading the client's body at its limit, which the proxy sees as a failed copy.</summary>
    public static bool BodyWasTooLarge(IForwarderErrorFeature error) => Contains(
        error.Exception, e => e is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge });

    public static string Describe(IForwarderErrorFeature error) => error.Exception?.GetBaseException().Message ?? error.Error.ToString();

    private static bool Contains(Exception? exception, Predicate<Exception> wanted) => exception switch
    {
        null => false,
        AggregateException many => many.InnerExceptions.Any(e => Contains(e, wanted)),
        _ => wanted(exception) || Contains(exception.InnerException, wanted),
    };
}
