using System.Collections.Concurrent;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using MsaSample.Data;
using MsaSample.Messaging.DeadLetters;
using MsaSample.Messaging.Inbox;
using MsaSample.Messaging.Kafka;
using MsaSample.Messaging.Timing;
using MsaSample.Messaging.Topology;

namespace MsaSample.Messaging.Consumer;

/// <summary>
/// One Kafka consumer, the thread that polls it, and one lane per topic. The thread only enqueues records, so it polls in time however long
/// handlers and database take, and the group does not remove the service.
/// </summary>
internal sealed class ConsumerSession : IDisposable
{
    private const int PauseAbove = 4000;
    private const int ResumeBelow = 1000;
    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReclaimPause = TimeSpan.FromMilliseconds(500);

    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly Dictionary<string, TopicLane> _lanes;
    private readonly PartitionClaims _claims;
    private readonly CatchUp _catchUp;
    private readonly UnknownTypes _unknownTypes;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly HashSet<TopicPartition> _paused = [];
    private readonly List<TopicPartition> _justAssigned = [];
    private readonly ConcurrentQueue<(PartitionClaim Claim, long Since)> _fenced = new();
    private readonly Throttle _consumeError;
    private CancellationToken _stopping;

    public ConsumerSession(
        KafkaClients clients,
        MessagingTopology topology,
        EventReader reader,
        BatchApplier applier,
        OffsetTable offsets,
        DatabaseDialect dialect,
        CatchUp catchUp,
        UnknownTypes unknownTypes,
        MessagingOptions options,
        TimeProvider clock,
        ILogger logger)
    {
        (_catchUp, _unknownTypes) = (catchUp, unknownTypes);
        _clock = clock;
        _logger = logger;
        _consumeError = new Throttle(clock, TimeSpan.FromMinutes(1));
        _claims = new PartitionClaims(offsets, dialect, clock, logger);
        var events = new LaneEvents(OnApplied, OnFenced, catchUp.Finished);
        _lanes = topology.ConsumedTopics.ToDictionary(
            topic => topic, topic => new TopicLane(topic, reader, applier, events, options, clock, logger));
        _consumer = clients.ConsumerBuilder()
            .SetPartitionsAssignedHandler((_, partitions) => OnAssigned(partitions))
            .SetPartitionsRevokedHandler((_, partitions) => OnRevoked(partitions))
            .SetPartitionsLostHandler((_, partitions) => OnLost(partitions))
            .Build();
    }

    /// <summary>Runs until it is cancelled, or until an error that needs a new consumer.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var session = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _stopping = session.Token;
        var lanes = _lanes.Values.Select(lane => lane.RunAsync(_stopping)).ToList();
        var poll = Task.Factory.StartNew(Poll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var first = await Task.WhenAny(lanes.Append(poll));
        await session.CancelAsync();
        await poll.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(lanes).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    public void Dispose()
    {
        _consumer.Dispose();
        foreach (var lane in _lanes.Values)
            lane.Dispose();
    }

    private void Poll()
    {
        _consumer.Subscribe(_lanes.Keys);
        try
        {
            while (!_stopping.IsCancellationRequested)
            {
                ReclaimFenced();
                ResumeDrained();
                try
                {
                    Enqueue(_consumer.Consume(PollTime));
                }
                catch (ConsumeException exception) when (!exception.Error.IsFatal)
                {
                    OnConsumeError(exception);
                }
            }
        }
        finally
        {
            _claims.EndAll();
            _consumer.Close();
        }
    }

    private void Enqueue(ConsumeResult<byte[], byte[]>? result)
    {
        if (result is null || _claims.Find(result.TopicPartition) is not { } claim)
            return;

        var lane = _lanes[result.Topic];
        if (!result.IsPartitionEOF)
            lane.Add(new LaneItem(claim, result));
        else if (!_catchUp.IsDone)
            lane.Add(new LaneItem(claim, null));

        if (lane.Waiting > PauseAbove && _paused.Add(result.TopicPartition))
            _consumer.Pause([result.TopicPartition]);
    }

    private void ResumeDrained()
    {
        // The client keeps a partition paused when it is revoked and assigned again.
        var resumed = _paused.Where(partition => _lanes[partition.Topic].Waiting < ResumeBelow).Concat(_justAssigned).ToList();
        if (resumed.Count == 0)
            return;

        _consumer.Resume(resumed);
        _paused.ExceptWith(resumed);
        _justAssigned.Clear();
    }

    // Not at once: if two members believe they own a partition, each new claim fences the other until the group has told them.
    private void ReclaimFenced()
    {
        while (_fenced.TryPeek(out var fenced) && _clock.GetElapsedTime(fenced.Since) > ReclaimPause && _fenced.TryDequeue(out fenced))
        {
            var partition = fenced.Claim.Partition;
            if (_consumer.Assignment.Contains(partition) && _claims.Find(partition) is null)
                _consumer.Seek(_claims.Claim([partition], _stopping)[0]);
        }
    }

    private void OnConsumeError(ConsumeException exception)
    {
        var partition = exception.ConsumerRecord?.TopicPartition;
        if (exception.Error.Code == ErrorCode.Local_AutoOffsetReset && partition is not null)
        {
            _logger.OffsetOutOfRange(partition.Topic, partition.Partition.Value, exception.Error.Reason);
            _consumer.Seek(_claims.Restart(partition, _stopping));
        }
        else if (_consumeError.IsDue())
        {
            _logger.ConsumeFailed(exception.Error.Reason);
        }
    }

    private List<TopicPartitionOffset> OnAssigned(List<TopicPartition> partitions)
    {
        var starts = partitions.Count == 0 ? [] : _claims.Claim(partitions, _stopping);
        _justAssigned.AddRange(partitions);
        _catchUp.Assigned(partitions);
        _unknownTypes.LookAgain();
        _logger.PartitionsAssigned(string.Join(", ", starts));
        return starts;
    }

    private void OnRevoked(List<TopicPartitionOffset> partitions)
    {
        Forget(partitions);
        var started = _clock.GetTimestamp();
        foreach (var topic in partitions.Select(partition => partition.Topic).Distinct())
        {
            var left = DrainTime - _clock.GetElapsedTime(started);
            _lanes[topic].WaitForBatch(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
    }

    private void OnLost(List<TopicPartitionOffset> partitions) => Forget(partitions);

    private void Forget(List<TopicPartitionOffset> partitions)
    {
        foreach (var partition in partitions.Select(partition => partition.TopicPartition))
        {
            _claims.End(partition);
            _paused.Remove(partition);
            _justAssigned.Remove(partition);
            _catchUp.Finished(partition);
        }
    }

    private void OnFenced(IReadOnlyList<PartitionClaim> claims)
    {
        _logger.Fenced(string.Join(", ", claims.Select(claim => claim.Partition)));
        foreach (var claim in claims)
        {
            claim.End();
            _fenced.Enqueue((claim, _clock.GetTimestamp()));
        }
    }

    private void OnApplied(IReadOnlyList<OffsetRange> ranges)
    {
        foreach (var range in ranges)
        {
            try
            {
                _consumer.StoreOffset(new TopicPartitionOffset(range.Claim.Partition, range.End));
            }
            catch (KafkaException)
            {
                // The partition was revoked in the meantime, or the client is closing. Only lag tools read this offset; the next one will
                // do.
                _logger.OffsetHintNotStored(range.Claim.Partition.Topic, range.Claim.Partition.Partition.Value);
            }
        }
    }
}
