using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MsaSample.Data;
using MsaSample.Messaging.DeadLetters;
using MsaSample.Messaging.Inbox;
using MsaSample.Messaging.Telemetry;
using MsaSample.Messaging.Timing;

namespace MsaSample.Messaging.Consumer;

/// <summary>
/// Applies records of one topic in one transaction: offsets (the fence), inbox, state, follow-on outbox rows and dead letters become true
/// together or not at all.
/// </summary>
internal sealed class BatchApplier(
    ServiceContexts contexts, MessagingTelemetry telemetry, TimeProvider clock, ILogger<BatchApplier> logger)
{
    private readonly Throttle _gap = new(clock, TimeSpan.FromMinutes(1));

    /// <exception cref="FencedException">The offsets were moved by somebody else; nothing was changed.</exception>
    public async Task ApplyAsync(
        IReadOnlyList<IncomingEvent> records, IReadOnlyList<OffsetRange> ranges, Poison? poison, CancellationToken cancellationToken)
    {
        var topic = records[0].Topic;
        await using var scope = contexts.CreateScope();
        var context = contexts.Resolve(scope.ServiceProvider);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var sql = contexts.Sql(context);

        await OffsetTable.AdvanceAsync(sql, ranges, cancellationToken);
        var inbox = await InboxTable.LockAsync(
            sql, topic, records.Where(record => record.Defect is null).Select(record => record.Key!), cancellationToken);
        var plan = new BatchPlan(records, inbox, poison);
        if (plan.Events.Count > 0)
        {
            var origins = await EventDispatcher.RunAsync(scope.ServiceProvider, plan.Events, cancellationToken);
            await SaveAsync(context, origins, cancellationToken);
        }

        await InboxTable.SaveAsync(sql, topic, inbox.Values, cancellationToken);
        await DeadLetterTable.AddAsync(sql, plan.DeadLetters, clock.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        foreach (var range in ranges)
            range.Claim.NextOffset = range.End;
        Report(topic, plan);
    }

    private static async Task SaveAsync(DbContext context, TraceOrigins origins, CancellationToken cancellationToken)
    {
        TraceOrigins.Current = origins;
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        finally
        {
            TraceOrigins.Current = null;
        }
    }

    private void Report(string topic, BatchPlan plan)
    {
        var now = clock.GetUtcNow();
        foreach (var e in plan.Events)
        {
            if (e.Time is { } time)
                telemetry.Applied(topic, now - time);
        }

        foreach (var _ in plan.Duplicates)
            telemetry.Duplicate(topic);
        foreach (var _ in plan.Skipped)
            telemetry.Skipped(topic);
        foreach (var (e, lastVersion) in plan.Gaps)
        {
            telemetry.Gap(topic);
            if (_gap.IsDue())
                logger.VersionGap(topic, e.Key!, lastVersion, e.Version!.Value);
        }

        foreach (var e in plan.Parked)
        {
            telemetry.Parked(topic);
            logger.KeyParked(topic, e.Key!, e.Version!.Value);
        }

        foreach (var letter in plan.DeadLetters)
        {
            telemetry.DeadLetter(topic);
            logger.DeadLetterWritten(topic, letter.Record.Partition, letter.Record.Offset, letter.Reason);
        }
    }
}
