using System.Threading.Channels;
using Confluent.Kafka;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MsaSample.Data;
using MsaSample.Messaging.Inbox;
using MsaSample.Messaging.Timing;

namespace MsaSample.Messaging.Consumer;

/// <summary>
/// Applies the records of one topic, one batch at a time. A batch takes what has arrived from all partitions of the topic, so it grows
/// while the one before it commits. Order holds within each partition.
/// </summary>
internal sealed class TopicLane(
    string topic,
    EventReader reader,
    BatchApplier applier,
    LaneEvents owner,
    MessagingOptions options,
    TimeProvider clock,
    ILogger logger) : IDisposable
{
    private const int MaxConcurrencyConflicts = 20;
    private const int MaxLostConnections = 4;
    private static readonly TimeSpan FirstTransientBackOff = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(5);

    private readonly Channel<LaneItem> _items = Channel.CreateUnbounded<LaneItem>(new() { SingleWriter = true });
    private readonly SemaphoreSlim _working = new(1, 1);
    private readonly MinimumInterval _interval = new(clock, options.BusyInterval);
    private readonly Throttle _retries = new(clock, TimeSpan.FromMinutes(1));

    /// <summary>Number of records in the queue. The poll loop pauses partitions of the topic when there are too many.</summary>
    public int Waiting => _items.Reader.Count;

    public void Add(LaneItem item) => _items.Writer.TryWrite(item);

    /// <summary>Waits for the end of the current batch, so that the partition's next owner reads an offset that no longer moves.</summary>
    public void WaitForBatch(TimeSpan longest)
    {
        if (_working.Wait(longest))
            _working.Release();
    }

    public void Dispose() => _working.Dispose();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await _items.Reader.WaitToReadAsync(cancellationToken))
        {
            if (Waiting < options.BatchSize)
                await _interval.WaitAsync(cancellationToken);

            await _working.WaitAsync(cancellationToken);
            try
            {
                var (records, ends) = TakeBatch();
                await ApplyAsync(records, cancellationToken);
                foreach (var end in ends.Where(end => end.Active))
                    owner.ReachedEnd(end.Partition);
            }
            finally
            {
                _working.Release();
            }
        }
    }

    private (List<ClaimedRecord> Records, List<PartitionClaim> Ends) TakeBatch()
    {
        var records = new List<ClaimedRecord>();
        var ends = new List<PartitionClaim>();
        while (records.Count < options.BatchSize && _items.Reader.TryRead(out var item))
        {
            if (item.Record is { } record)
                records.Add(new ClaimedRecord(item.Claim, reader.Read(record)));
            else
                ends.Add(item.Claim);
        }

        return (records, ends);
    }

    /// <summary>Applies the batch as a whole. What it cannot do is tried in halves, until the record that is refused is alone.</summary>
    private async Task ApplyAsync(List<ClaimedRecord> records, CancellationToken cancellationToken)
    {
        var refused = await TryApplyAsync(records, poison: null, cancellationToken);
        if (refused is null)
            return;

        if (records.Count == 1)
        {
            await ApplyAloneAsync(records[0], refused, cancellationToken);
            return;
        }

        var half = records.Count / 2;
        await ApplyAsync(records.GetRange(0, half), cancellationToken);
        await ApplyAsync(records.GetRange(half, records.Count - half), cancellationToken);
    }

    private async Task ApplyAloneAsync(ClaimedRecord record, Exception refused, CancellationToken cancellationToken)
    {
        var backOff = options.FirstBackOff;
        for (var attempt = 1; ; attempt++)
        {
            logger.EventRefused(refused, topic, record.Event.Key, record.Event.Version, attempt, options.MaxAttempts);

            // No handler runs for a record that is no event: the database refuses its dead letter, and would do so again.
            if (attempt >= options.MaxAttempts || record.Event.Defect is not null)
            {
                if (await TryPutAsideAsync(record, refused, cancellationToken) is not { } failure)
                    return;
                refused = failure;
            }

            await Task.Delay(backOff, clock, cancellationToken);
            backOff = Longer(backOff);
            if (await TryApplyAsync([record], poison: null, cancellationToken) is not { } again)
                return;
            refused = again;
        }
    }

    /// <summary>Makes the record a dead letter, without its body if the database does not take that.</summary>
    private async Task<Exception?> TryPutAsideAsync(ClaimedRecord record, Exception refused, CancellationToken cancellationToken)
    {
        var reason = ApplyFailures.Reason(refused);
        return await TryApplyAsync([record], new Poison(record.Event, reason, KeepBody: true), cancellationToken) is null
            ? null
            : await TryApplyAsync([record], new Poison(record.Event, reason, KeepBody: false), cancellationToken);
    }

    /// <summary>
    /// Applies records, and repeats that after faults that pass by themselves. Returns any other exception; null when the records are
    /// applied. Leaves out records of partitions that are no longer assigned to this process.
    /// </summary>
    private async Task<Exception?> TryApplyAsync(List<ClaimedRecord> records, Poison? poison, CancellationToken cancellationToken)
    {
        var (conflicts, lostConnections) = (0, 0);
        for (var backOff = FirstTransientBackOff; ; backOff = Longer(backOff))
        {
            var ours = records.FindAll(record => record.Claim.Active);
            if (ours.Count == 0)
                return null;

            var ranges = Ranges(ours);
            var applied = false;
            try
            {
                await applier.ApplyAsync(ours.ConvertAll(record => record.Event), ranges, poison, cancellationToken);
                applied = true;
            }
            catch (FencedException fenced)
            {
                owner.Fenced(fenced.Claims);
                continue;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception exception) when (
                ApplyFailures.IsOutage(exception) || (exception is DbUpdateConcurrencyException && ++conflicts < MaxConcurrencyConflicts))
            {
                // A database that answers all others, but never these records, refuses them.
                if (DatabaseFailures.IsLostConnection(exception) && ++lostConnections > MaxLostConnections)
                {
                    if (await applier.DatabaseAnswersAsync(cancellationToken))
                        return exception;
                    lostConnections = 0;
                }

                if (_retries.IsDue())
                    logger.BatchRetried(topic, ours.Count, exception.GetBaseException().Message);
            }
            catch (Exception exception)
            {
                return exception;
            }

            if (applied)
            {
                owner.Applied(ranges);
                return null;
            }

            await Task.Delay(backOff, clock, cancellationToken);
        }
    }

    private static List<OffsetRange> Ranges(List<ClaimedRecord> records) =>
        [.. records.GroupBy(record => record.Claim)
            .Select(group => new OffsetRange(group.Key, group.Key.NextOffset, group.Last().Event.Offset + 1))];

    private static TimeSpan Longer(TimeSpan backOff) => backOff * 2 < LongestBackOff ? backOff * 2 : LongestBackOff;
}

/// <summary>A record; null marks the end of the claim's partition.</summary>
internal readonly record struct LaneItem(PartitionClaim Claim, ConsumeResult<byte[], byte[]>? Record);

/// <summary>A record that was read, with the claim it was read under.</summary>
internal readonly record struct ClaimedRecord(PartitionClaim Claim, IncomingEvent Event);

/// <summary>The callbacks of a lane to its consumer, called on the lane's thread.</summary>
internal sealed record LaneEvents(
    Action<IReadOnlyList<OffsetRange>> Applied, Action<IReadOnlyList<PartitionClaim>> Fenced, Action<TopicPartition> ReachedEnd);
