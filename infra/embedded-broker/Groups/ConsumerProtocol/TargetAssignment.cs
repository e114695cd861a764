namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>The target assignment of a consumer group: which partitions each member should have at an epoch of the group.</summary>
internal sealed class TargetAssignment(string groupId, GroupEnvironment env, ConsumerMembers members, UnsavedRecords unsaved)
{
    /// <summary>The group epoch that the target was computed for; 0 before the first.</summary>
    public int Epoch { get; private set; }

    /// <summary>Name of the assignor that computed the target.</summary>
    public string Assignor { get; private set; } = Assignors.Default;

    public void Compute(int groupEpoch, Subscriptions subscriptions)
    {
        Assignor = Assignors.Choose(members.All);
        var target = Assignors.Find(Assignor)(members.All, subscriptions);
        foreach (var member in members.All.Where(member => !member.Target.SetEquals(target[member.MemberId])))
        {
            member.Target = target[member.MemberId];
            unsaved.Add(ConsumerGroupRecords.TargetVersion, member, ConsumerMemberRecords.Target(member.Target));
        }

        Epoch = groupEpoch;
        unsaved.Add(ConsumerGroupRecords.TargetEpochVersion, ConsumerGroupRecords.TargetEpoch(Epoch));
        env.Logger.TargetComputed(groupId, Epoch, Assignor, members.All.Sum(static member => member.Target.Count));
    }

    /// <summary>Takes over the record of the target's epoch; null for its tombstone.</summary>
    public void Restore(byte[]? value) => Epoch = value is null ? 0 : ConsumerGroupRecords.ReadTargetEpoch(value);
}
