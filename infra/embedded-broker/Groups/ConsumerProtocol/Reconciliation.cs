namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>
/// Takes members to their target assignment, one step with each heartbeat: a member first gives up what it should no longer have, then it
/// gets what others have given up.
/// </summary>
internal sealed class Reconciliation(PartitionOwners owners, UnsavedRecords unsaved, MemberTimers timers)
{
    /// <summary>Takes a member one step further, if that is possible.</summary>
    /// <param name="member">The member.</param>
    /// <param name="targetEpoch">Epoch of the target assignment.</param>
    /// <param name="owned">What the member says it holds; null when it did not say.</param>
    public void Reconcile(ConsumerMember member, int targetEpoch, IReadOnlySet<TopicIdPartition>? owned)
    {
        var next = Step(member, targetEpoch, owned);
        if (next == member.Current)
            return;

        if (next.Epoch != member.Epoch)
            member.PreviousEpoch = member.Epoch;

        owners.Assign(member, next);
        unsaved.Add(ConsumerGroupRecords.CurrentVersion, member, ConsumerMemberRecords.Current(next, member.PreviousEpoch));
        if (next.State == MemberState.UnrevokedPartitions)
            timers.StartRebalance(member);
        else
            MemberTimers.StopRebalance(member);
    }

    private MemberAssignment Step(ConsumerMember member, int targetEpoch, IReadOnlySet<TopicIdPartition>? owned) =>
        member.Current.State switch
        {
            MemberState.Stable when member.Epoch == targetEpoch => member.Current,
            MemberState.UnrevokedPartitions when MayHold(owned, member.Current.Revoking) => member.Current,
            _ => Advance(member, targetEpoch, owned),
        };

    private MemberAssignment Advance(ConsumerMember member, int targetEpoch, IReadOnlySet<TopicIdPartition>? owned)
    {
        var current = member.Current;
        var kept = current.Assigned.Where(partition => member.Target.Contains(partition.Key)).ToDictionary();
        var revoking = current.Assigned.Keys.Where(partition => !member.Target.Contains(partition)).ToHashSet();
        if (revoking.Count > 0 && MayHold(owned, revoking))
            return new MemberAssignment(MemberState.UnrevokedPartitions, current.Epoch, kept, revoking);

        var missing = member.Target.Where(partition => !kept.ContainsKey(partition)).ToArray();
        foreach (var partition in missing.Where(partition => owners.IsFree(partition, member)))
            kept.Add(partition, targetEpoch);

        var state = kept.Count == member.Target.Count ? MemberState.Stable : MemberState.UnreleasedPartitions;
        return new MemberAssignment(state, targetEpoch, kept, MemberAssignment.None.Revoking);
    }

    // A member that does not say what it holds may hold everything.
    private static bool MayHold(IReadOnlySet<TopicIdPartition>? owned, IReadOnlySet<TopicIdPartition> partitions) =>
        owned?.Overlaps(partitions) ?? true;
}
