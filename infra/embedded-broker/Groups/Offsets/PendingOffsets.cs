using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Groups.Offsets;

/// <summary>
/// The offsets of a group that become committed with the transaction of their producer (TxnOffsetCommit), by producer id.
/// </summary>
internal sealed class PendingOffsets
{
    private readonly Dictionary<long, Dictionary<TopicPartition, CommittedOffset>> _byProducer = [];

    public bool IsEmpty => _byProducer.Count == 0;

    public IEnumerable<TopicPartition> Partitions => _byProducer.Values.SelectMany(static offsets => offsets.Keys).Distinct();

    public bool Contains(TopicPartition partition) => _byProducer.Values.Any(offsets => offsets.ContainsKey(partition));

    public void Add(long producerId, TopicPartition partition, CommittedOffset offset)
    {
        if (!_byProducer.TryGetValue(producerId, out var offsets))
            _byProducer.Add(producerId, offsets = []);

        offsets[partition] = offset;
    }

    /// <summary>Removes and returns the offsets of a producer, whose transaction has ended.</summary>
    public IReadOnlyDictionary<TopicPartition, CommittedOffset> Take(long producerId) =>
        _byProducer.Remove(producerId, out var offsets) ? offsets : [];

    /// <summary>Removes the offsets of a partition, so that no transaction brings back what was deleted.</summary>
    public void Remove(TopicPartition partition)
    {
        foreach (var (producerId, offsets) in _byProducer)
        {
            if (offsets.Remove(partition) && offsets.Count == 0)
                _byProducer.Remove(producerId);
        }
    }
}
