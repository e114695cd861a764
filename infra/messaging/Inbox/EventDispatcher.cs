using System.Diagnostics;
using MsaSample.Messaging.Telemetry;

namespace MsaSample.Messaging.Inbox;

/// <summary>Calls the handlers of a batch: first each one's loading, once, then the events in their order.</summary>
internal static class EventDispatcher
{
    /// <summary>Returns the origins of the trace of each event, to be current while the batch is saved.</summary>
    public static async Task<TraceOrigins> RunAsync(
        IServiceProvider scope, IReadOnlyList<IncomingEvent> events, CancellationToken cancellationToken)
    {
        foreach (var group in events.GroupBy(e => e.Subscription!))
            await group.Key.LoadAsync(scope, [.. group.Select(e => e.Event!)], cancellationToken);

        var origins = new TraceOrigins();
        foreach (var e in events)
        {
            using var activity = StartActivity(e);
            origins.Add(e.Key!, activity is null ? e.Trace : new TraceOrigin(activity.Id, activity.TraceStateString));
            try
            {
                await e.Subscription!.HandleAsync(scope, e.Event!, cancellationToken);
            }
            catch (Exception exception)
            {
                activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
                throw;
            }
        }

        return origins;
    }

    private static Activity? StartActivity(IncomingEvent e)
    {
        var parent = ActivityContext.TryParse(e.Trace.TraceParent, e.Trace.TraceState, isRemote: true, out var context) ? context : default;
        var activity = MessagingTelemetry.Source.StartActivity($"process {e.Type}", ActivityKind.Consumer, parent);
        activity?.SetTag("messaging.system", "kafka");
        activity?.SetTag("messaging.destination.name", e.Topic);
        activity?.SetTag("messaging.kafka.message.key", e.Key);
        activity?.SetTag("messaging.kafka.offset", e.Offset);
        return activity;
    }
}
