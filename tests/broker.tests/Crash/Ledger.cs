using System.Collections.Concurrent;
using Confluent.Kafka;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>What the broker has acknowledged, which it must keep from then on.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<TopicPartition, long> _ends = new();
    private readonly ConcurrentDictionary<TopicPartition, long> _commits = new();
    private TaskCompletionSource _reached = new();
    private long _count;
    private long _target = long.MaxValue;

    /// <summary>Acknowledged records, as where they were put and what they hold.</summary>
    public ConcurrentBag<(TopicPartitionOffset Place, string Value)> Records { get; } = [];

    /// <summary>Records that the client gave up.</summary>
    public ConcurrentBag<string> Failures { get; } = [];

    /// <summary>How many acknowledgements there were.</summary>
    public long Count => Interlocked.Read(ref _count);

    public void Acknowledge(TopicPartitionOffset place, string value)
    {
        Records.Add((place, value));
        _ends.AddOrUpdate(place.TopicPartition, place.Offset.Value + 1, (_, end) => Math.Max(end, place.Offset.Value + 1));
        Advance();
    }

    public void AcknowledgeCommit(TopicPartition partition, long offset)
    {
        _commits[partition] = offset;
        Advance();
    }

    /// <summary>Waits for so many further acknowledgements.</summary>
    public async Task NextAsync(int further, TimeSpan within)
    {
        _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _target, Count + further);
        Advance(0);
        await _reached.Task.WaitAsync(within, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    /// <summary>Where each partition must at least end, by what is acknowledged now.</summary>
    public Dictionary<TopicPartition, long> Ends() => new(_ends);

    /// <summary>Where the group must at least be, by what is acknowledged now.</summary>
    public Dictionary<TopicPartition, long> Commits() => new(_commits);

    private void Advance(int by = 1)
    {
        if (Interlocked.Add(ref _count, by) >= Interlocked.Read(ref _target))
            _reached.TrySetResult();
    }
}
