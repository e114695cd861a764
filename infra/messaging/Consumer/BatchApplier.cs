using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MsaSample.Data;
using MsaSample.Messaging.DeadLetters;
using MsaSample.Messaging.Inbox;
using MsaSample.Messaging.Telemetry;
using MsaSample.Messaging.Timing;

namespace MsaSample.Messaging.Consumer;

/// <summary>
/// Applies a batch of records of one topic in one transaction: offsets (the fence), inbox, state, outbox rows and dead letters are
/// committed together or not at all.
/// </summary>
internal sealed class BatchApplier(
    ServiceContexts contexts,
    MessagingTelemetry telemetry,
    IOptions<MessagingOptions> options,
    TimeProvider clock,
    ILogger<BatchApplier> logger)
{
    private readonly Throttle _gaps = new(clock, TimeSpan.FromMinutes(1));

    /// <exception cref="FencedException">Another instance moved the offsets; nothing was changed.</exception>
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
        var plan = new BatchPlan(records, inbox, poison, options.Value.MaxVersionJump);
        if (plan.Events.Count > 0)
            await EventDispatcher.ApplyAsync(scope.ServiceProvider, context, plan.Events, cancellationToken);

        await InboxTable.SaveAsync(sql, topic, inbox.Values, cancellationToken);
        await DeadLetterTable.AddAsync(sql, plan.DeadLetters, clock.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        foreach (var range in ranges)
            range.Claim.NextOffset = range.End;
        Report(topic, plan);
    }

    /// <summary>True if the database executes a statement now.</summary>
    public async Task<bool> DatabaseAnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await contexts.InTransactionAsync(
                sql => sql.QueryAsync("SELECT 1", [], reader => reader.GetInt32(0), cancellationToken), cancellationToken);
            return true;
        }
        catch (Exception exception) when (DatabaseFailures.IsOutage(exception))
        {
            return false;
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
            if (_gaps.IsDue())
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
