using System.Collections.Concurrent;
using Confluent.Kafka;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>What the broker has acknowledged, which it must keep from then on.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<TopicPartition, long> _ends = new();
    private readonly ConcurrentDictionary<TopicPartition, long> _commits = new();

    /// <summary>Acknowledged records, as where they were put and what they hold.</summary>
    public ConcurrentBag<(TopicPartitionOffset Place, string Value)> Records { get; } = [];

    /// <summary>What a client found wrong while it worked.</summary>
    public ConcurrentBag<string> Failures { get; } = [];

    /// <summary>Acknowledged records and commits.</summary>
    public Progress Acknowledgements { get; } = new();

    /// <summary>Transactions that are committed or aborted.</summary>
    public Progress Transactions { get; } = new();

    public void Acknowledge(TopicPartitionOffset place, string value)
    {
        Records.Add((place, value));
        _ends.AddOrUpdate(place.TopicPartition, place.Offset.Value + 1, (_, end) => Math.Max(end, place.Offset.Value + 1));
        Acknowledgements.Advance();
    }

    public void AcknowledgeCommit(TopicPartition partition, long offset)
    {
        _commits[partition] = offset;
        Acknowledgements.Advance();
    }

    public void EndTransaction() => Transactions.Advance();

    /// <summary>Where each partition must at least end, by what is acknowledged now.</summary>
    public Dictionary<TopicPartition, long> Ends() => new(_ends);

    /// <summary>Where the group must at least be, by what is acknowledged now.</summary>
    public Dictionary<TopicPartition, long> Commits() => new(_commits);
}
