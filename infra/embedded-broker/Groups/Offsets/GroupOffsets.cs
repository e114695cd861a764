using MsaSample.Broker.Protocol;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Groups.Offsets;

/// <summary>What a group has committed, whichever protocol its members speak. Changes are in the offsets topic before they count. Called under the group's lock.</summary>
internal sealed class GroupOffsets(string groupId, OffsetsTopic store, GroupsWithPendingOffsets inTransaction)
{
    private readonly Dictionary<TopicPartition, CommittedOffset> _offsets = [];

    private readonly PendingOffsets _pending = new();

    public bool IsEmpty => _offsets.Count == 0 && _pending.IsEmpty;

    /// <summary>The partitions with an offset.</summary>
    public IReadOnlyCollection<TopicPartition> Partitions => _offsets.Keys;

    /// <summary>As <see cref="Partitions"/>, with those that get one when a transaction commits.</summary>
    public IEnumerable<TopicPartition> AllPartitions => _offsets.Keys.Union(_pending.Partitions);

    /// <summary>Null when nothing is committed for the partition.</summary>
    public CommittedOffset? Find(TopicPartition partition) => _offsets.TryGetValue(partition, out var offset) ? offset : null;

    /// <summary>Whether an open transaction may change the offset of the partition (KIP-447).</summary>
    public bool IsUnstable(TopicPartition partition) => _pending.Contains(partition);

    /// <summary>Stores offsets, all or none.</summary>
    /// <param name="offsets">By partition.</param>
    /// <param name="producer">Id and epoch of the producer with whose transaction they begin to count; null: at once.</param>
    public ErrorCode Commit(IReadOnlyDictionary<TopicPartition, CommittedOffset> offsets, (long Id, short Epoch)? producer = null)
    {
        var records = offsets.Select(offset =>
            (OffsetRecords.OffsetKey(groupId, offset.Key), (byte[]?)OffsetRecords.OffsetValue(offset.Value)));
        var error = store.AppendOffsets(groupId, records, producer, out var recordOffset);
        if (error != ErrorCode.None)
            return error;

        foreach (var (partition, offset) in offsets)
            Restore(partition, offset with { RecordOffset = recordOffset }, producer?.Id ?? -1);

        return ErrorCode.None;
    }

    /// <summary>The transaction of a producer is decided. What was committed after its offsets were stored stays.</summary>
    public void EndTransaction(long producerId, bool commit)
    {
        foreach (var (partition, offset) in _pending.Take(producerId))
        {
            if (commit && (Find(partition) is not { } current || current.RecordOffset < offset.RecordOffset))
                _offsets[partition] = offset;
        }
    }

    /// <summary>Removes offsets; those that are not there are passed over.</summary>
    public ErrorCode Delete(IEnumerable<TopicPartition> partitions)
    {
        var known = partitions.Where(partition => _offsets.ContainsKey(partition) || _pending.Contains(partition)).ToArray();
        var error = store.AppendInParts(groupId, known.Select(partition => (OffsetRecords.OffsetKey(groupId, partition), (byte[]?)null)));
        if (error != ErrorCode.None)
            return error;

        foreach (var partition in known)
            Restore(partition, null);

        return ErrorCode.None;
    }

    /// <summary>Removes offsets that are older than the retention and that no member of the group reads.</summary>
    /// <param name="protocol">Knows since when an offset ages.</param>
    /// <param name="oldestMs">Unix ms; what ages since before this is removed.</param>
    public ErrorCode Expire(GroupProtocol protocol, long oldestMs) => Delete(_offsets
        .Where(offset => protocol.AgesSince(offset.Value.CommittedAtMs) < oldestMs && !protocol.IsSubscribed(offset.Key.Topic) && !IsUnstable(offset.Key))
        .Select(static offset => offset.Key));

    /// <summary>Takes over an offset read from the offsets topic; null forgets it.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="offset">Its offset.</param>
    /// <param name="producerId">With whose transaction it begins to count; -1: at once.</param>
    public void Restore(TopicPartition partition, CommittedOffset? offset, long producerId = -1)
    {
        if (offset is not { } known)
        {
            _offsets.Remove(partition);
            _pending.Remove(partition);
        }
        else if (producerId >= 0)
        {
            inTransaction.Add(store.PartitionOf(groupId)!.Value, producerId, groupId);
            _pending.Add(producerId, partition, known);
        }
        else
        {
            _offsets[partition] = known;
        }
    }
}
