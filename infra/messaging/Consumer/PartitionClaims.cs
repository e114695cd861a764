using System.Collections.Concurrent;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using MsaSample.Data;
using MsaSample.Messaging.Timing;

namespace MsaSample.Messaging.Consumer;

/// <summary>The claims of this process, created from the offsets in the database. Used by the poll thread; lanes only end claims.</summary>
internal sealed class PartitionClaims(OffsetTable offsets, DatabaseDialect dialect, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<TopicPartition, PartitionClaim> _claims = new();
    private readonly Throttle _databaseAway = new(clock, TimeSpan.FromMinutes(1));

    /// <summary>The active claim of a partition; null if there is none.</summary>
    public PartitionClaim? Find(TopicPartition partition) =>
        _claims.TryGetValue(partition, out var claim) && claim.Active ? claim : null;

    /// <summary>
    /// Claims partitions and returns where to start reading each. Blocks while the database does not answer: nothing could be applied
    /// without it.
    /// </summary>
    /// <exception cref="OperationCanceledException">The service is stopping.</exception>
    public List<TopicPartitionOffset> Claim(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        var starts = new List<TopicPartitionOffset>();
        foreach (var (partition, offset) in Retry(() => offsets.ReadAsync(partitions, cancellationToken), cancellationToken))
        {
            End(partition);
            _claims[partition] = new PartitionClaim(partition, offset);
            starts.Add(new TopicPartitionOffset(partition, offset == 0 ? Offset.Beginning : offset));
        }

        return starts;
    }

    /// <summary>Starts a partition again from its first record.</summary>
    public TopicPartitionOffset Restart(TopicPartition partition, CancellationToken cancellationToken)
    {
        End(partition);
        Retry(
            async () =>
            {
                await offsets.ResetAsync(partition, cancellationToken);
                return true;
            },
            cancellationToken);
        return Claim([partition], cancellationToken)[0];
    }

    public void End(TopicPartition partition)
    {
        if (_claims.TryRemove(partition, out var claim))
            claim.End();
    }

    public void EndAll()
    {
        foreach (var partition in _claims.Keys)
            End(partition);
    }

    private T Retry<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        for (var backOff = TimeSpan.FromMilliseconds(50); ; backOff = backOff * 2 < LongestBackOff ? backOff * 2 : LongestBackOff)
        {
            try
            {
                return work().GetAwaiter().GetResult();
            }
            catch (Exception exception) when (DatabaseFailures.IsOutage(exception))
            {
                if (_databaseAway.IsDue())
                    dialect.LogOutage(logger, exception, backOff);

                Task.Delay(backOff, clock, cancellationToken).GetAwaiter().GetResult();
            }
        }
    }
}
