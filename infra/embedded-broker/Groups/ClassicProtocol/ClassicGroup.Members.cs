using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;

namespace MsaSample.Broker.Groups.ClassicProtocol;

/// <summary>What members do between two joins: SyncGroup, Heartbeat, LeaveGroup.</summary>
internal sealed partial class ClassicGroup
{
    /// <summary>Gives a member its assignment; the leader brings all of them.</summary>
    public Task<SyncGroupResponse> Sync(SyncGroupRequest request)
    {
        lock (group.Lock)
        {
            var error = CheckSync(request);
            if (error != ErrorCode.None)
                return Task.FromResult(SyncGroupResponse.Failed(error));

            var member = _members[request.MemberId];
            Touch(member);
            if (State == ClassicGroupState.Stable)
                return Task.FromResult(Synced(member));

            _pendingSync.Remove(member.MemberId);
            member.AnswerSync(SyncGroupResponse.Failed(ErrorCode.UnknownMemberId));
            member.Syncing = new TaskCompletionSource<SyncGroupResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
            var answer = member.Syncing.Task;
            if (member.MemberId == _leader)
                Assign(request.Assignments);

            return answer;
        }
    }

    /// <summary>A sign of life; the answer tells whether the member must join again.</summary>
    public ErrorCode Heartbeat(HeartbeatRequest request)
    {
        lock (group.Lock)
        {
            if (State == ClassicGroupState.Dead)
                return ErrorCode.CoordinatorNotAvailable;

            var error = CheckMember(request.MemberId, request.InstanceId);
            if (error != ErrorCode.None)
                return error;

            if (request.GenerationId != _generation)
                return ErrorCode.IllegalGeneration;

            Touch(_members[request.MemberId]);
            return State == ClassicGroupState.PreparingRebalance ? ErrorCode.RebalanceInProgress : ErrorCode.None;
        }
    }

    /// <summary>Lets members go; the rest rebalances once.</summary>
    public IReadOnlyList<LeftMember> Leave(IReadOnlyList<LeavingMember> leaving)
    {
        lock (group.Lock)
        {
            var before = _members.Count;
            var left = leaving.Select(member => new LeftMember(member.MemberId, member.InstanceId, Leave(member))).ToArray();
            if (_members.Count < before)
                RebalanceOrCompleteJoin();
            else if (State == ClassicGroupState.PreparingRebalance)
                CompleteJoinIfAllAreHere(); // one that was only announced may have been the last to wait for

            return left;
        }
    }

    private ErrorCode Leave(LeavingMember leaving)
    {
        var memberId = leaving.MemberId;
        if (memberId.Length == 0 && leaving.InstanceId is { } instanceId)
            memberId = _staticMembers.GetValueOrDefault(instanceId, "");

        if (leaving.InstanceId is null && _pendingMembers.Remove(memberId, out var timer))
        {
            timer.Dispose();
            return ErrorCode.None;
        }

        var error = CheckMember(memberId, leaving.InstanceId);
        if (error != ErrorCode.None)
            return error;

        env.Logger.MemberLeft(group.Id, memberId, _generation);
        Remove(_members[memberId]);
        return ErrorCode.None;
    }

    private ErrorCode CheckSync(SyncGroupRequest request)
    {
        if (State == ClassicGroupState.Dead)
            return ErrorCode.CoordinatorNotAvailable;

        var error = CheckMember(request.MemberId, request.InstanceId);
        if (error != ErrorCode.None)
            return error;

        if (request.GenerationId != _generation)
            return ErrorCode.IllegalGeneration;

        if ((request.ProtocolType is { } type && type != _protocolType) || (request.ProtocolName is { } name && name != _protocol))
            return ErrorCode.InconsistentGroupProtocol;

        return State == ClassicGroupState.PreparingRebalance ? ErrorCode.RebalanceInProgress : ErrorCode.None;
    }

    private void Assign(IReadOnlyList<SyncGroupAssignment> assignments)
    {
        foreach (var assignment in assignments)
        {
            if (_members.TryGetValue(assignment.MemberId, out var member))
                member.Assignment = assignment.Assignment;
        }

        var error = Save();
        if (error != ErrorCode.None)
        {
            FailSyncs(error);
            PrepareRebalance();
            return;
        }

        MoveTo(ClassicGroupState.Stable);
        env.Logger.GenerationAssigned(group.Id, _generation, _protocol ?? "", _members.Count);
        if (_pendingSync.Count == 0)
            StopTimer();

        foreach (var member in _members.Values.Where(static member => member.Syncing is not null))
        {
            member.AnswerSync(Synced(member));
            Touch(member);
        }
    }

    private SyncGroupResponse Synced(ClassicMember member)
    {
        _pendingSync.Remove(member.MemberId);
        if (_pendingSync.Count == 0)
            StopTimer();

        return new SyncGroupResponse(ErrorCode.None, _protocolType, _protocol, member.Assignment);
    }
}
