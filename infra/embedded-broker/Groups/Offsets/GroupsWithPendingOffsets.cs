namespace MsaSample.Broker.Groups.Offsets;

/// <summary>
/// Which groups have offsets that wait for the marker of a producer's transaction, by partition of the offsets topic: a marker costs
/// only those. A group that has none any more may still be named.
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

    /// <summary>The marker is there: the ids of the groups that it concerns, which are forgotten.</summary>
    public IReadOnlyCollection<string> Take(int partition, long producerId)
    {
        lock (_lock)
            return _groups.Remove((partition, producerId), out var groups) ? groups : [];
    }
}
