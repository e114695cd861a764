using System.Collections.Concurrent;
using Confluent.Kafka;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>What the broker has acknowledged, which it must keep from then on.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<TopicPartition, long> _ends = new();
    private readonly ConcurrentDictionary<TopicPartition, long> _commits = new();

    /// <summary>Acknowledged records: their places and values.</summary>
    public ConcurrentBag<(TopicPartitionOffset Place, string Value)> Records { get; } = [];

    /// <summary>Errors that a client found while it worked.</summary>
    public ConcurrentBag<string> Failures { get; } = [];

    /// <summary>Counts acknowledged records and commits.</summary>
    public Progress Acknowledgements { get; } = new();

    /// <summary>Counts transactions that were committed or aborted.</summary>
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

    /// <summary>The lowest permitted log end offset of each partition, after the acknowledgements so far.</summary>
    public Dictionary<TopicPartition, long> Ends() => new(_ends);

    /// <summary>The lowest permitted committed offset of each partition, after the acknowledgements so far.</summary>
    public Dictionary<TopicPartition, long> Commits() => new(_commits);
}
