using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Groups.ClassicProtocol;

/// <summary>JoinGroup: adds members, or lets them join again. Most joins wait until all members have joined the rebalance.</summary>
internal sealed class JoinPhase(
    Group group, GroupEnvironment env, ClassicMembers members, PendingMembers pending, ClassicGeneration generation,
    ClassicSessions sessions, SyncPhase sync, ClassicRebalance rebalance)
{
    private const short FirstVersionWithPendingMembers = 4;
    private const short FirstVersionWithSkipAssignment = 9;

    public Task<JoinGroupResponse> Join(JoinGroupRequest request, RequestContext context)
    {
        if (generation.State == ClassicGroupState.Dead)
            return Refused(ErrorCode.CoordinatorNotAvailable, request.MemberId);

        if (request.MemberId.Length == 0 && members.Count + pending.Count >= env.Options.MaxSize && !IsKnownInstance(request))
            return Refused(ErrorCode.GroupMaxSizeReached, "");

        if (!CanUse(request.ProtocolType, request.Protocols))
            return Refused(ErrorCode.InconsistentGroupProtocol, request.MemberId);

        return request.MemberId.Length == 0 ? JoinNew(request, context) : JoinAgain(request, context);
    }

    private static Task<JoinGroupResponse> Refused(ErrorCode error, string memberId) =>
        Task.FromResult(JoinGroupResponse.Failed(error, memberId));

    private bool IsKnownInstance(JoinGroupRequest request) => request.InstanceId is { } id && members.FindStatic(id) is not null;

    private bool CanUse(string protocolType, IReadOnlyList<JoinGroupProtocol> protocols)
    {
        if (protocolType.Length == 0 || protocols.Count == 0)
            return false;

        return members.Count == 0
            || (protocolType == generation.ProtocolType && protocols.Any(protocol => members.AllSupport(protocol.Name)));
    }

    private Task<JoinGroupResponse> JoinNew(JoinGroupRequest request, RequestContext context)
    {
        var memberId = $"{request.InstanceId ?? context.ClientId ?? ""}-{Guid.NewGuid()}";
        if (request.InstanceId is { } instanceId)
        {
            return members.FindStatic(instanceId) is { } old
                ? ReplaceStatic(members[old], memberId, request, context)
                : AddAndRebalance(memberId, request, context);
        }

        if (context.ApiVersion < FirstVersionWithPendingMembers)
            return AddAndRebalance(memberId, request, context);

        // The member must join again with the id it is given, so that a lost answer leaves no member without a client (KIP-394).
        pending.Add(memberId, TimeSpan.FromMilliseconds(request.SessionTimeoutMs));
        return Refused(ErrorCode.MemberIdRequired, memberId);
    }

    private Task<JoinGroupResponse> JoinAgain(JoinGroupRequest request, RequestContext context)
    {
        if (request.InstanceId is null && pending.Remove(request.MemberId))
            return AddAndRebalance(request.MemberId, request, context);

        var error = members.Check(request.MemberId, request.InstanceId);
        if (error != ErrorCode.None)
            return Refused(error, request.MemberId);

        var member = members[request.MemberId];
        var changed = !member.Matches(request.Protocols);
        var joinsRebalance = generation.State switch
        {
            ClassicGroupState.PreparingRebalance => true,
            ClassicGroupState.CompletingRebalance => changed, // an unchanged member has joined already and asks because its answer was lost
            ClassicGroupState.Stable => changed || member.MemberId == members.Leader, // a leader that joins again wants a new assignment
            _ => false,
        };
        if (joinsRebalance)
            return UpdateAndRebalance(member, request);

        sessions.Renew(member);
        return Task.FromResult(generation.Joined(member));
    }

    private Task<JoinGroupResponse> AddAndRebalance(string memberId, JoinGroupRequest request, RequestContext context)
    {
        var member = new ClassicMember(memberId, request.InstanceId, context.ClientId ?? "", context.ClientHost);
        if (members.Count == 0)
            generation.ProtocolType = request.ProtocolType;

        members.Add(member);
        sessions.Open(member);
        env.Logger.MemberJoined(group.Id, memberId, member.InstanceId ?? "-");
        rebalance.OnMemberAdded();
        return UpdateAndRebalance(member, request);
    }

    private Task<JoinGroupResponse> UpdateAndRebalance(ClassicMember member, JoinGroupRequest request)
    {
        member.Update(request);
        return Rebalance(member);
    }

    private Task<JoinGroupResponse> Rebalance(ClassicMember member)
    {
        // A second join of the same member replaces the first, whose client has given up.
        member.AnswerJoin(JoinGroupResponse.Failed(ErrorCode.UnknownMemberId, member.MemberId));
        member.Joining = new TaskCompletionSource<JoinGroupResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = member.Joining.Task;
        sessions.Renew(member);
        rebalance.StartOrContinue();
        return answer;
    }

    // The new process of a static member takes the place of the old one (KIP-345). The others rebalance only if that changes the protocol.
    private Task<JoinGroupResponse> ReplaceStatic(ClassicMember member, string newId, JoinGroupRequest request, RequestContext context)
    {
        var (oldId, oldLeader) = (member.MemberId, members.Leader);
        member.AnswerJoin(JoinGroupResponse.Failed(ErrorCode.FencedInstanceId, oldId));
        member.AnswerSync(SyncGroupResponse.Failed(ErrorCode.FencedInstanceId));
        sync.Forget(oldId);
        members.Rename(member, newId);
        (member.ClientId, member.ClientHost) = (context.ClientId ?? "", context.ClientHost);
        member.Update(request);
        if (generation.State != ClassicGroupState.Stable || members.ChooseProtocol() != generation.ProtocolName)
            return Rebalance(member);

        sessions.Renew(member);
        if (generation.Save() is var error && error != ErrorCode.None)
            return Refused(error, newId);

        // Clients of older versions cannot be told to skip the assignment: given the old leader's id, a leader takes itself for a follower.
        return Task.FromResult(context.ApiVersion >= FirstVersionWithSkipAssignment
            ? generation.Joined(member) with { SkipAssignment = members.Leader == newId }
            : generation.Joined(member) with { Leader = oldLeader!, Members = [] });
    }
}
