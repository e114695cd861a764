using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MsaSample.Data;
using MsaSample.Messaging.Kafka;
using MsaSample.Messaging.Outbox;
using MsaSample.Messaging.Telemetry;
using MsaSample.Messaging.Timing;
using MsaSample.Messaging.Topology;

namespace MsaSample.Messaging.Relay;

/// <summary>
/// Sends the outbox to Kafka in the order of its rows: read the oldest, send all, wait for every answer, delete the acknowledged ones. What
/// Kafka refuses waits aside. Of all instances on a database, only the one that holds the lease does so.
/// </summary>
internal sealed class OutboxRelay(
    DatabaseDialect dialect,
    KafkaClients clients,
    TopicSetup topics,
    OutboxSignal signal,
    MessagingTopology topology,
    MessagingTelemetry telemetry,
    IOptions<MessagingOptions> options,
    TimeProvider clock,
    ILogger<OutboxRelay> logger) : BackgroundService
{
    private static readonly TimeSpan BusyPoll = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan IdlePoll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(5);

    private readonly Throttle _failures = new(clock, TimeSpan.FromMinutes(1));
    private readonly Throttle _counts = new(clock, TimeSpan.FromSeconds(5));

    /// <summary>True while this process holds the lease.</summary>
    public bool IsLeader { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await topics.Ready.WaitAsync(stoppingToken);
        var backOff = FirstBackOff;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var lease = await OutboxLease.AcquireAsync(dialect, stoppingToken);
                backOff = FirstBackOff;
                IsLeader = true;
                logger.RelayLeads(dialect.Name);
                await LeadAsync(lease, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                if (_failures.IsDue())
                    logger.RelayFailed(exception, dialect.Name);

                await Task.Delay(backOff, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                backOff = Min(backOff * 2, LongestBackOff);
            }
            finally
            {
                IsLeader = false;
                telemetry.OutboxDepth = 0;
                telemetry.OldestAge = TimeSpan.Zero;
                telemetry.RefusedKeys = 0;
            }
        }
    }

    private async Task LeadAsync(OutboxLease lease, CancellationToken cancellationToken)
    {
        var refused = new RefusedRows(clock);
        using var sender = new RelaySender(clients, topics, refused, topology.Service, clock, logger);
        var interval = new MinimumInterval(clock, options.Value.BusyInterval);
        var idle = BusyPoll;
        var backOff = FirstBackOff;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            signal.Reset();
            var rows = await lease.ReadAsync(refused, cancellationToken);
            await ReportDepthAsync(lease, rows, refused, cancellationToken);
            if (rows.Count == 0)
            {
                await signal.WaitAsync(idle, clock, cancellationToken);
                idle = Min(idle * 2, IdlePoll);
                continue;
            }

            idle = BusyPoll;
            var sent = await sender.SendAsync(rows, lease, cancellationToken);
            if (sent.Count > 0)
            {
                await lease.DeleteAsync(sent, CancellationToken.None);
                telemetry.Sent(sent.Count);
            }

            if (sent.Count == rows.Count || AllOthersWait(rows, sent, refused))
            {
                backOff = FirstBackOff;
                await interval.WaitAsync(cancellationToken);
                continue;
            }

            await Task.Delay(backOff, clock, cancellationToken);
            backOff = Min(backOff * 2, LongestBackOff);
        }
    }

    private static bool AllOthersWait(List<OutboxRow> rows, List<long> sent, RefusedRows refused)
    {
        var deleted = sent.ToHashSet();
        return rows.TrueForAll(row => deleted.Contains(row.Sequence) || refused.IsWaiting(row));
    }

    private async Task ReportDepthAsync(OutboxLease lease, List<OutboxRow> rows, RefusedRows refused, CancellationToken cancellationToken)
    {
        telemetry.RefusedKeys = refused.KeyCount;
        if (!lease.HasMore && refused.IsEmpty)
        {
            telemetry.OutboxDepth = rows.Count;
            telemetry.OldestAge = rows.Count == 0 ? TimeSpan.Zero : clock.GetUtcNow() - UnixMicroseconds.ToTime(rows[0].CreatedAt);
        }
        else if (_counts.IsDue())
        {
            telemetry.OutboxDepth = await lease.CountAsync(cancellationToken);
            var oldest = await lease.FindOldestAsync(cancellationToken);
            telemetry.OldestAge = oldest is { } time ? clock.GetUtcNow() - time : TimeSpan.Zero;
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
