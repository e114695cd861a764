using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Groups;

/// <summary>What a group has committed, whichever protocol its members speak. Changes are in the offsets topic before they count. Called under the group's lock.</summary>
internal sealed class GroupOffsets(string groupId, OffsetsTopic store)
{
    private readonly Dictionary<TopicPartition, CommittedOffset> _offsets = [];

    public bool IsEmpty => _offsets.Count == 0;

    /// <summary>The partitions with an offset.</summary>
    public IReadOnlyCollection<TopicPartition> Partitions => _offsets.Keys;

    /// <summary>Null when nothing is committed for the partition.</summary>
    public CommittedOffset? Find(TopicPartition partition) => _offsets.TryGetValue(partition, out var offset) ? offset : null;

    /// <summary>Stores offsets, all or none.</summary>
    public ErrorCode Commit(IReadOnlyDictionary<TopicPartition, CommittedOffset> offsets)
    {
        var error = store.Append(groupId, offsets.Select(offset =>
            (OffsetRecords.OffsetKey(groupId, offset.Key), (byte[]?)OffsetRecords.OffsetValue(offset.Value))));
        if (error != ErrorCode.None)
            return error;

        foreach (var (partition, offset) in offsets)
            _offsets[partition] = offset;

        return ErrorCode.None;
    }

    /// <summary>Removes offsets; those that are not there are passed over.</summary>
    public ErrorCode Delete(IEnumerable<TopicPartition> partitions)
    {
        var known = partitions.Where(_offsets.ContainsKey).ToArray();
        var error = store.Append(groupId, known.Select(partition => (OffsetRecords.OffsetKey(groupId, partition), (byte[]?)null)));
        if (error != ErrorCode.None)
            return error;

        foreach (var partition in known)
            _offsets.Remove(partition);

        return ErrorCode.None;
    }

    /// <summary>Removes offsets that are older than the retention and that no member of the group reads.</summary>
    /// <param name="protocol">Knows since when an offset ages.</param>
    /// <param name="oldestMs">Unix ms; what ages since before this is removed.</param>
    public ErrorCode Expire(GroupProtocol protocol, long oldestMs) => Delete(_offsets
        .Where(offset => protocol.AgesSince(offset.Value.CommittedAtMs) < oldestMs && !protocol.IsSubscribed(offset.Key.Topic))
        .Select(static offset => offset.Key));

    /// <summary>Takes over an offset read from the offsets topic; null forgets it.</summary>
    public void Restore(TopicPartition partition, CommittedOffset? offset)
    {
        if (offset is { } known)
            _offsets[partition] = known;
        else
            _offsets.Remove(partition);
    }
}
