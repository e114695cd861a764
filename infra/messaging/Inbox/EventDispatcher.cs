using System.Data;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using MsaSample.Messaging.Telemetry;

namespace MsaSample.Messaging.Inbox;

/// <summary>Runs the handlers of a batch: each handler's loading, then the events in their order, then one save.</summary>
internal static class EventDispatcher
{
    /// <summary>
    /// Applies and saves the events inside the current transaction of <paramref name="context"/>, which belongs to
    /// <paramref name="scope"/>.
    /// </summary>
    public static async Task ApplyAsync(
        IServiceProvider scope, DbContext context, IReadOnlyList<IncomingEvent> events, CancellationToken cancellationToken)
    {
        // EF compares all tracked entities whenever it looks for changes. Once per batch is enough: at the save.
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            TraceOrigins.Current = await RunHandlersAsync(scope, context, events, cancellationToken);
            context.ChangeTracker.AutoDetectChangesEnabled = true;
            await context.SaveChangesAsync(cancellationToken);
        }
        finally
        {
            context.ChangeTracker.AutoDetectChangesEnabled = true;
            TraceOrigins.Current = null;
        }
    }

    /// <exception cref="HandlerException">A handler failed, and the connection to the database is as it was.</exception>
    private static async Task<TraceOrigins> RunHandlersAsync(
        IServiceProvider scope, DbContext context, IReadOnlyList<IncomingEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            await LoadAsync(scope, events, cancellationToken);
            return Apply(scope, events);
        }
        catch (Exception exception) when (
            context.Database.GetDbConnection().State == ConnectionState.Open && !cancellationToken.IsCancellationRequested)
        {
            throw new HandlerException(exception);
        }
    }

    private static async Task LoadAsync(IServiceProvider scope, IReadOnlyList<IncomingEvent> events, CancellationToken cancellationToken)
    {
        foreach (var group in events.GroupBy(e => e.Subscription!))
            await group.Key.LoadAsync(scope, [.. group.Select(e => e.Event!)], cancellationToken);
    }

    /// <summary>Returns the trace that each event continues, for the events that the batch itself publishes.</summary>
    private static TraceOrigins Apply(IServiceProvider scope, IReadOnlyList<IncomingEvent> events)
    {
        var origins = new TraceOrigins();
        foreach (var e in events)
        {
            using var activity = StartActivity(e);
            origins.Add(e.Key!, activity is null ? e.Trace : TraceOrigin.From(activity.Id, activity.TraceStateString));
            try
            {
                e.Subscription!.Apply(scope, e.Event!);
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
