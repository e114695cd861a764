using Yarp.ReverseProxy.Forwarder;

namespace MsaSample.Gateway.Retries;

/// <summary>Tells from the proxy's error how far a failed request got.</summary>
internal static class UpstreamFailure
{
    /// <summary>No connection was made, so the instance has received nothing of the request.</summary>
    public static bool NotConnected(IForwarderErrorFeature error) =>
        error.Error == ForwarderError.Request
        && error.Exception is HttpRequestException
        {
            HttpRequestError:
                HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
        };

    /// <summary>No connection was made, or it was lost before the response; the instance may have processed the request.</summary>
    public static bool FailedBeforeResponse(IForwarderErrorFeature error) =>
        error.Error == ForwarderError.Request && !BodyWasTooLarge(error);

    /// <summary>Kestrel stopped reading the client's body at its limit, which the proxy reports as a failed copy.</summary>
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
