namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>The next step of a member towards its target: first it gives up what it shall not have, then it gets what others have given up.</summary>
internal static class Reconciliation
{
    /// <summary>One step.</summary>
    /// <param name="member">The member.</param>
    /// <param name="targetEpoch">Epoch of the target assignment.</param>
    /// <param name="owned">What the member says it holds; null when it did not say.</param>
    /// <param name="isFree">Whether no other member holds a partition.</param>
    public static MemberAssignment Step(
        ConsumerMember member, int targetEpoch, IReadOnlySet<TopicIdPartition>? owned, Func<TopicIdPartition, bool> isFree) =>
        member.Current.State switch
        {
            MemberState.Stable when member.Epoch == targetEpoch => member.Current,
            MemberState.UnrevokedPartitions when Holds(owned, member.Current.Revoking) => member.Current,
            _ => Advance(member, targetEpoch, owned, isFree),
        };

    private static MemberAssignment Advance(
        ConsumerMember member, int targetEpoch, IReadOnlySet<TopicIdPartition>? owned, Func<TopicIdPartition, bool> isFree)
    {
        var current = member.Current;
        var kept = current.Assigned.Where(partition => member.Target.Contains(partition.Key)).ToDictionary();
        var revoking = current.Assigned.Keys.Where(partition => !member.Target.Contains(partition)).ToHashSet();
        if (revoking.Count > 0 && Holds(owned, revoking))
            return new MemberAssignment(MemberState.UnrevokedPartitions, current.Epoch, kept, revoking);

        var missing = member.Target.Where(partition => !kept.ContainsKey(partition)).ToArray();
        foreach (var partition in missing.Where(isFree))
            kept.Add(partition, targetEpoch);

        var state = kept.Count == member.Target.Count ? MemberState.Stable : MemberState.UnreleasedPartitions;
        return new MemberAssignment(state, targetEpoch, kept, MemberAssignment.None.Revoking);
    }

    // A member that does not say may hold everything.
    private static bool Holds(IReadOnlySet<TopicIdPartition>? owned, IReadOnlySet<TopicIdPartition> partitions) => owned?.Overlaps(partitions) ?? true;
}
