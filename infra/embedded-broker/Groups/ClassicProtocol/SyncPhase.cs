using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Groups.ClassicProtocol;

/// <summary>SyncGroup: the members of a new generation ask for their assignment and wait until the leader brings all of them.</summary>
internal sealed class SyncPhase(
    Group group, GroupEnvironment env, ClassicMembers members, ClassicGeneration generation, ClassicSessions sessions, RebalanceTimer timer)
{
    private readonly HashSet<string> _pending = []; // ids of members that have not asked for their assignment yet

    public IEnumerable<string> Pending => _pending;

    /// <summary>Begins the phase for a new generation, in which no member has an assignment yet.</summary>
    public void Begin()
    {
        _pending.Clear();
        foreach (var member in members.All)
        {
            member.Assignment = [];
            _pending.Add(member.MemberId);
        }
    }

    /// <summary>Lets a member wait for its assignment.</summary>
    public Task<SyncGroupResponse> Wait(ClassicMember member)
    {
        _pending.Remove(member.MemberId);
        member.AnswerSync(SyncGroupResponse.Failed(ErrorCode.UnknownMemberId)); // an earlier request of it, whose client has given up
        member.Syncing = new TaskCompletionSource<SyncGroupResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        return member.Syncing.Task;
    }

    /// <summary>The answer to a member of a stable group. Once all members have theirs, the rebalance is over.</summary>
    public SyncGroupResponse Answer(ClassicMember member)
    {
        _pending.Remove(member.MemberId);
        StopTimerIfAllSynced();
        return generation.Synced(member);
    }

    /// <summary>Stores the assignments and answers the members that wait for them. On an error no member has an assignment.</summary>
    public ErrorCode Assign(IReadOnlyList<SyncGroupAssignment> assignments)
    {
        foreach (var assignment in assignments)
        {
            if (members.Find(assignment.MemberId) is { } member)
                member.Assignment = assignment.Assignment;
        }

        var error = generation.Save();
        if (error != ErrorCode.None)
        {
            Fail(error);
            return error;
        }

        generation.MoveTo(ClassicGroupState.Stable);
        env.Logger.GenerationAssigned(group.Id, generation.Id, generation.ProtocolName ?? "", members.Count);
        StopTimerIfAllSynced();
        foreach (var member in members.All.Where(static member => member.Syncing is not null))
        {
            member.AnswerSync(Answer(member));
            sessions.Renew(member);
        }

        return ErrorCode.None;
    }

    /// <summary>Ends the phase without assignments; the waiting members get the error.</summary>
    public void Fail(ErrorCode error)
    {
        _pending.Clear();
        foreach (var member in members.All)
        {
            member.Assignment = [];
            member.AnswerSync(SyncGroupResponse.Failed(error));
        }
    }

    /// <summary>Stops waiting for a member that was removed or has another id now.</summary>
    public void Forget(string memberId) => _pending.Remove(memberId);

    private void StopTimerIfAllSynced()
    {
        if (_pending.Count == 0)
            timer.Stop();
    }
}
