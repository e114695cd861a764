using MsaSample.Broker.Protocol;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Groups.Offsets;

/// <summary>
/// The offsets that a group has committed, and the pending ones of open transactions. A change is stored in the offsets topic before it is
/// made here. Called under the group's lock.
/// </summary>
internal sealed class CommittedOffsets(string groupId, OffsetsTopic store, GroupsWithPendingOffsets groupsWithPending)
{
    /// <summary>The producer id of offsets that belong to no transaction.</summary>
    public const long NoProducer = -1;

    private readonly Dictionary<TopicPartition, CommittedOffset> _offsets = [];

    private readonly PendingOffsets _pending = new();

    public bool IsEmpty => _offsets.Count == 0 && _pending.IsEmpty;

    /// <summary>The partitions with a committed offset.</summary>
    public IReadOnlyCollection<TopicPartition> Partitions => _offsets.Keys;

    /// <summary>The partitions with a committed or a pending offset.</summary>
    public IEnumerable<TopicPartition> AllPartitions => _offsets.Keys.Union(_pending.Partitions);

    /// <summary>Null when nothing is committed for the partition.</summary>
    public CommittedOffset? Find(TopicPartition partition) => _offsets.TryGetValue(partition, out var offset) ? offset : null;

    /// <summary>Whether an open transaction may change the offset of the partition (KIP-447).</summary>
    public bool IsUnstable(TopicPartition partition) => _pending.Contains(partition);

    /// <summary>Stores offsets, all or none.</summary>
    /// <param name="offsets">By partition.</param>
    /// <param name="producer">Id and epoch of the producer whose transaction the offsets belong to; null without a transaction.</param>
    public ErrorCode Commit(IReadOnlyDictionary<TopicPartition, CommittedOffset> offsets, (long Id, short Epoch)? producer)
    {
        var records = offsets.Select(offset => (OffsetRecords.Key(groupId, offset.Key), (byte[]?)OffsetRecords.Value(offset.Value)));
        var error = store.AppendOffsets(groupId, records, producer, out var recordOffset);
        if (error != ErrorCode.None)
            return error;

        foreach (var (partition, offset) in offsets)
            Restore(partition, offset with { RecordOffset = recordOffset }, producer?.Id ?? NoProducer);

        return ErrorCode.None;
    }

    /// <summary>The transaction of a producer has ended. An offset that was committed after the pending one stays.</summary>
    public void EndTransaction(long producerId, bool commit)
    {
        foreach (var (partition, offset) in _pending.Take(producerId))
        {
            if (commit && (Find(partition) is not { } current || current.RecordOffset < offset.RecordOffset))
                _offsets[partition] = offset;
        }
    }

    /// <summary>Removes offsets, committed and pending; partitions without any are left out.</summary>
    public ErrorCode Delete(IEnumerable<TopicPartition> partitions)
    {
        var known = partitions.Where(partition => _offsets.ContainsKey(partition) || _pending.Contains(partition)).ToArray();
        var error = store.AppendInParts(groupId, known.Select(partition => (OffsetRecords.Key(groupId, partition), (byte[]?)null)));
        if (error != ErrorCode.None)
            return error;

        foreach (var partition in known)
            Restore(partition, null, NoProducer);

        return ErrorCode.None;
    }

    /// <summary>
    /// Removes offsets whose retention is over: it began before <paramref name="oldestMs"/> (Unix ms), and no member reads their topic.
    /// </summary>
    public ErrorCode Expire(IOffsetRules rules, long oldestMs) => Delete(_offsets
        .Where(offset => rules.AgesSince(offset.Value.CommittedAtMs) < oldestMs
            && !rules.IsSubscribed(offset.Key.Topic)
            && !IsUnstable(offset.Key))
        .Select(static offset => offset.Key));

    /// <summary>Takes over an offset that is in the offsets topic; null for a tombstone.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="offset">Its offset.</param>
    /// <param name="producerId">The producer whose transaction the offset belongs to; or <see cref="NoProducer"/>.</param>
    public void Restore(TopicPartition partition, CommittedOffset? offset, long producerId)
    {
        if (offset is not { } known)
        {
            _offsets.Remove(partition);
            _pending.Remove(partition);
        }
        else if (producerId >= 0)
        {
            groupsWithPending.Add(store.PartitionOf(groupId)!.Value, producerId, groupId);
            _pending.Add(producerId, partition, known);
        }
        else
        {
            _offsets[partition] = known;
        }
    }
}
