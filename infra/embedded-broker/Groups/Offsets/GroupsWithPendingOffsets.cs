namespace MsaSample.Broker.Groups.Offsets;

/// <summary>
/// The groups whose pending offsets wait for the marker of a producer's transaction, by partition of the offsets topic, so that a marker
/// need not look at every group. A group whose pending offsets were deleted may still be listed. It has its own lock, because a marker is
/// handled without the lock of a group.
/// </summary>
internal sealed class GroupsWithPendingOffsets
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(int Partition, long ProducerId), HashSet<string>> _groups = [];

    public void Add(int partition, long producerId, string groupId)
    {
        lock (_lock)
        {
            if (!_groups.TryGetValue((partition, producerId), out var groups))
                _groups.Add((partition, producerId), groups = new HashSet<string>(StringComparer.Ordinal));

            groups.Add(groupId);
        }
    }

    /// <summary>Removes and returns the ids of the groups that a marker concerns.</summary>
    public IReadOnlyCollection<string> Take(int partition, long producerId)
    {
        lock (_lock)
            return _groups.Remove((partition, producerId), out var groups) ? groups : [];
    }
}
