using MsaSample.Data;

namespace MsaSample.Messaging.Inbox;

/// <summary>Tells the faults of applying events apart by what failed, and where.</summary>
internal static class ApplyFailures
{
    /// <summary>
    /// True when the service's database cannot serve the call now. What a handler meets elsewhere, in a file or at another server, is not
    /// such an outage.
    /// </summary>
    public static bool IsOutage(Exception exception) => exception is HandlerException handler
        ? DatabaseFailures.IsReportedOutage(handler)
        : DatabaseFailures.IsOutage(exception);

    /// <summary>The reason of a dead letter: the innermost exception, because those around it only say that it is there.</summary>
    public static string Reason(Exception exception)
    {
        var cause = exception.GetBaseException();
        return $"{cause.GetType().Name}: {cause.Message}";
    }
}
