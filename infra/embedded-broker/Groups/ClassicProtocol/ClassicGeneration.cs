using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Groups.ClassicProtocol;

/// <summary>
/// The state of a classic group, the number of its generation, and the protocol that the members of this generation share. Together with
/// the members this is the content of the group's record in the offsets topic.
/// </summary>
internal sealed class ClassicGeneration(string groupId, GroupEnvironment env, ClassicMembers members)
{
    public ClassicGroupState State { get; private set; } = ClassicGroupState.Empty;

    /// <summary>Unix ms of the last change of <see cref="State"/>.</summary>
    public long StateSinceMs { get; private set; } = env.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The generation id; 0 before the first rebalance.</summary>
    public int Id { get; private set; }

    /// <summary><c>consumer</c>, <c>connect</c>, …; empty for a group that never had members.</summary>
    public string ProtocolType { get; set; } = "";

    /// <summary>The chosen protocol, which for consumers is the assignor; null without members.</summary>
    public string? ProtocolName { get; private set; }

    public bool IsOfConsumers => ProtocolType == ConsumerSubscription.ProtocolType;

    public void MoveTo(ClassicGroupState state)
    {
        State = state;
        StateSinceMs = env.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        env.Logger.GroupMoved(groupId, state, Id, members.Count);
    }

    /// <summary>Begins the next generation, with the present members.</summary>
    public void Advance()
    {
        Id = Id == int.MaxValue ? 1 : Id + 1;
        ProtocolName = members.Count == 0 ? null : members.ChooseProtocol();
        MoveTo(members.Count == 0 ? ClassicGroupState.Empty : ClassicGroupState.CompletingRebalance);
    }

    /// <summary>Writes the group's record.</summary>
    public ErrorCode Save() => env.Store.Append(
        groupId,
        [(ClassicGroupRecords.Key(groupId), ClassicGroupRecords.Value(
            new GroupMetadata(ProtocolType, Id, ProtocolName, members.Leader, StateSinceMs, members.All)))]);

    /// <summary>Takes over what the group's record says, except for the members.</summary>
    public void Restore(GroupMetadata saved)
    {
        (ProtocolType, Id, ProtocolName) = (saved.ProtocolType, saved.GenerationId, saved.Protocol);
        StateSinceMs = saved.StateSinceMs;
    }

    /// <summary>
    /// Makes a group stable that was restored with members: its record was written when all of them had their assignment.
    /// </summary>
    public void ResumeStable() => State = ClassicGroupState.Stable;

    /// <summary>The response to a member that joined this generation; only the leader is told who the members are.</summary>
    public JoinGroupResponse Joined(ClassicMember member) => new(
        ErrorCode.None, Id, ProtocolType, ProtocolName, members.Leader ?? "", SkipAssignment: false, member.MemberId,
        member.MemberId == members.Leader
            ? [.. members.All.Select(other => new JoinGroupMember(other.MemberId, other.InstanceId, other.MetadataFor(ProtocolName)))]
            : []);

    /// <summary>The response to a member that has its assignment of this generation.</summary>
    public SyncGroupResponse Synced(ClassicMember member) => new(ErrorCode.None, ProtocolType, ProtocolName, member.Assignment);
}
