using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;
using MsaSample.Broker.Timers;

namespace MsaSample.Broker.Groups.ClassicProtocol;

/// <summary>JoinGroup.</summary>
internal sealed partial class ClassicGroup
{
    // A new member that waits for its first join cannot send heartbeats; this is Kafka's limit for it.
    private static readonly TimeSpan NewMemberPatience = TimeSpan.FromMinutes(5);

    /// <summary>Lets a member in, or back in; the answer comes when the rebalance that this starts has all members.</summary>
    public Task<JoinGroupResponse> Join(JoinGroupRequest request, RequestContext context)
    {
        lock (group.Lock)
        {
            if (State == ClassicGroupState.Dead)
                return Refused(ErrorCode.CoordinatorNotAvailable, request.MemberId);

            if (request.MemberId.Length == 0 && _members.Count + _pendingMembers.Count >= env.Options.MaxSize && !IsKnownInstance(request))
                return Refused(ErrorCode.GroupMaxSizeReached, "");

            if (!CanUse(request.ProtocolType, request.Protocols))
                return Refused(ErrorCode.InconsistentGroupProtocol, request.MemberId);

            return request.MemberId.Length == 0 ? JoinNew(request, context) : JoinAgain(request, context);
        }
    }

    private static Task<JoinGroupResponse> Refused(ErrorCode error, string memberId) => Task.FromResult(JoinGroupResponse.Failed(error, memberId));

    private bool IsKnownInstance(JoinGroupRequest request) => request.InstanceId is { } id && _staticMembers.ContainsKey(id);

    private Task<JoinGroupResponse> JoinNew(JoinGroupRequest request, RequestContext context)
    {
        var memberId = $"{request.InstanceId ?? context.ClientId ?? ""}-{Guid.NewGuid()}";
        if (request.InstanceId is { } instanceId)
        {
            return _staticMembers.TryGetValue(instanceId, out var old)
                ? ReplaceStatic(_members[old], memberId, request, context)
                : AddAndRebalance(memberId, request, context);
        }

        // From v4 on a member must come back with the id it is given, so that a lost answer leaves no member behind (KIP-394).
        if (context.ApiVersion < 4)
            return AddAndRebalance(memberId, request, context);

        _pendingMembers[memberId] = env.Clock.CreateGuardedTimer(
            env.Logger, () => OnPendingExpired(memberId), TimeSpan.FromMilliseconds(request.SessionTimeoutMs), Timeout.InfiniteTimeSpan);
        return Refused(ErrorCode.MemberIdRequired, memberId);
    }

    private Task<JoinGroupResponse> JoinAgain(JoinGroupRequest request, RequestContext context)
    {
        if (request.InstanceId is null && _pendingMembers.Remove(request.MemberId, out var timer))
        {
            timer.Dispose();
            return AddAndRebalance(request.MemberId, request, context);
        }

        var error = CheckMember(request.MemberId, request.InstanceId);
        if (error != ErrorCode.None)
            return Refused(error, request.MemberId);

        var member = _members[request.MemberId];
        var changed = !member.Matches(request.Protocols);
        var joinsNow = State switch
        {
            ClassicGroupState.PreparingRebalance => true,
            ClassicGroupState.CompletingRebalance => changed, // else its answer was lost on the way
            ClassicGroupState.Stable => changed || member.MemberId == _leader, // a leader that joins again wants a new assignment
            _ => false,
        };
        if (joinsNow)
            return UpdateAndRebalance(member, request);

        Touch(member);
        return Task.FromResult(Joined(member));
    }

    private Task<JoinGroupResponse> AddAndRebalance(string memberId, JoinGroupRequest request, RequestContext context)
    {
        var member = new ClassicMember(memberId, request.InstanceId, context.ClientId ?? "", context.ClientHost);
        if (_members.Count == 0)
            _protocolType = request.ProtocolType;

        Add(member);
        env.Logger.MemberJoined(group.Id, memberId, member.InstanceId ?? "-");
        _newMemberAdded = true;
        return UpdateAndRebalance(member, request);
    }

    private Task<JoinGroupResponse> UpdateAndRebalance(ClassicMember member, JoinGroupRequest request)
    {
        member.Update(request);
        var answer = StartJoining(member);
        RebalanceOrCompleteJoin();
        return answer;
    }

    private Task<JoinGroupResponse> StartJoining(ClassicMember member)
    {
        // A second join of the same member replaces the first, whose client has given up.
        member.AnswerJoin(JoinGroupResponse.Failed(ErrorCode.UnknownMemberId, member.MemberId));
        member.Joining = new TaskCompletionSource<JoinGroupResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        Touch(member);
        return member.Joining.Task;
    }

    // KIP-345: the new process takes the place of the old one. When that changes nothing for the others, nobody has to rebalance.
    private Task<JoinGroupResponse> ReplaceStatic(ClassicMember member, string newId, JoinGroupRequest request, RequestContext context)
    {
        var (oldId, oldLeader) = (member.MemberId, _leader);
        member.AnswerJoin(JoinGroupResponse.Failed(ErrorCode.FencedInstanceId, oldId));
        member.AnswerSync(SyncGroupResponse.Failed(ErrorCode.FencedInstanceId));
        _members.Remove(oldId);
        _pendingSync.Remove(oldId);
        (member.MemberId, member.ClientId, member.ClientHost) = (newId, context.ClientId ?? "", context.ClientHost);
        _members.Add(newId, member);
        _staticMembers[member.InstanceId!] = newId;
        if (oldLeader == oldId)
            _leader = newId;

        member.Update(request);
        if (State != ClassicGroupState.Stable || ChooseProtocol() != _protocol)
        {
            var answer = StartJoining(member);
            RebalanceOrCompleteJoin();
            return answer;
        }

        Touch(member);
        if (Save() is var error && error != ErrorCode.None)
            return Refused(error, newId);

        // A leader that could not be told to skip the assignment is told of the old leader, so that it takes itself for a follower.
        return Task.FromResult(context.ApiVersion >= 9
            ? Joined(member) with { SkipAssignment = _leader == newId }
            : Joined(member) with { Leader = oldLeader!, Members = [] });
    }

    private JoinGroupResponse Joined(ClassicMember member) => new(
        ErrorCode.None, _generation, _protocolType, _protocol, _leader ?? "", SkipAssignment: false, member.MemberId,
        member.MemberId == _leader
            ? [.. _members.Values.Select(other => new JoinGroupMember(other.MemberId, other.InstanceId, other.MetadataFor(_protocol)))]
            : []);

    private void OnPendingExpired(string memberId)
    {
        lock (group.Lock)
        {
            if (!_pendingMembers.Remove(memberId, out var timer))
                return;

            timer.Dispose();
            if (State == ClassicGroupState.PreparingRebalance)
                CompleteJoinIfAllAreHere();
        }
    }
}
