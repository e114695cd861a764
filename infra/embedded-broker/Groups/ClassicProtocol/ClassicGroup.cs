using MsaSample.Broker.Groups.Offsets;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Groups.ClassicProtocol;

/// <summary>
/// A group of the classic protocol (JoinGroup, SyncGroup, Heartbeat, LeaveGroup). One of its members, the leader, computes who reads what;
/// the broker only brings the members to the same generation and sends them the leader's assignment.
/// </summary>
/// <remarks>
/// Every request and timer takes the lock of its <see cref="Group"/> first; the collaborators in this folder rely on that.
/// </remarks>
internal sealed class ClassicGroup : GroupProtocol
{
    private readonly Group _group;
    private readonly GroupEnvironment _env;
    private readonly ClassicMembers _members = new();
    private readonly PendingMembers _pending;
    private readonly ClassicGeneration _generation;
    private readonly ClassicSessions _sessions;
    private readonly RebalanceTimer _rebalanceTimer;
    private readonly JoinPhase _join;
    private readonly SyncPhase _sync;
    private readonly ClassicRebalance _rebalance;
    private GroupMetadata? _restored;

    public ClassicGroup(Group group, GroupEnvironment env)
    {
        (_group, _env) = (group, env);
        _generation = new ClassicGeneration(group.Id, env, _members);
        _sessions = new ClassicSessions(group, env.Clock, _members, OnSessionExpired);
        _pending = new PendingMembers(group, OnPendingMemberExpired);
        _rebalanceTimer = new RebalanceTimer(group);
        _sync = new SyncPhase(group, env, _members, _generation, _sessions, _rebalanceTimer);
        _rebalance = new ClassicRebalance(group, env, _members, _pending, _generation, _sessions, _sync, _rebalanceTimer);
        _join = new JoinPhase(group, env, _members, _pending, _generation, _sessions, _sync, _rebalance);
        OffsetRules = new ClassicOffsetRules(_members, _generation, _sessions);
    }

    public ClassicGroupState State => _generation.State;

    public override bool IsEmpty => State == ClassicGroupState.Empty;

    public override IOffsetRules OffsetRules { get; }

    public override ListedGroup List() => new(_group.Id, _generation.ProtocolType, State.ToString(), "classic");

    /// <summary>The group for DescribeGroups. Subscriptions and assignments are shown only when it is stable, as in Kafka.</summary>
    public DescribedGroup Describe()
    {
        lock (_group.Lock)
        {
            var isStable = State == ClassicGroupState.Stable;
            var members = _members.All.Select(member => new DescribedGroupMember(
                member.MemberId, member.InstanceId, member.ClientId, member.ClientHost,
                isStable ? member.MetadataFor(_generation.ProtocolName) : [], isStable ? member.Assignment : []));
            return new DescribedGroup(
                _group.Id, State.ToString(), _generation.ProtocolType, isStable ? _generation.ProtocolName ?? "" : "", [.. members]);
        }
    }

    /// <summary>JoinGroup: the response comes when the rebalance that this starts has all members.</summary>
    public Task<JoinGroupResponse> Join(JoinGroupRequest request, RequestContext context)
    {
        lock (_group.Lock)
            return _join.Join(request, context);
    }

    /// <summary>SyncGroup: gives a member its assignment; the leader brings all of them.</summary>
    public Task<SyncGroupResponse> Sync(SyncGroupRequest request)
    {
        lock (_group.Lock)
        {
            var error = CheckSync(request);
            if (error != ErrorCode.None)
                return Task.FromResult(SyncGroupResponse.Failed(error));

            var member = _members[request.MemberId];
            _sessions.Renew(member);
            if (State == ClassicGroupState.Stable)
                return Task.FromResult(_sync.Answer(member));

            var answer = _sync.Wait(member);
            if (member.MemberId == _members.Leader && _sync.Assign(request.Assignments) != ErrorCode.None)
                _rebalance.Start();

            return answer;
        }
    }

    /// <summary>Heartbeat: renews the member's session; the error tells it whether it must join again.</summary>
    public ErrorCode Heartbeat(HeartbeatRequest request)
    {
        lock (_group.Lock)
        {
            if (State == ClassicGroupState.Dead)
                return ErrorCode.CoordinatorNotAvailable;

            var error = _members.Check(request.MemberId, request.InstanceId, request.GenerationId, _generation);
            if (error != ErrorCode.None)
                return error;

            _sessions.Renew(_members[request.MemberId]);
            return State == ClassicGroupState.PreparingRebalance ? ErrorCode.RebalanceInProgress : ErrorCode.None;
        }
    }

    /// <summary>LeaveGroup: removes members, after which the others rebalance once.</summary>
    public IReadOnlyList<LeftMember> Leave(IReadOnlyList<LeavingMember> leaving)
    {
        lock (_group.Lock)
        {
            var before = _members.Count;
            var left = leaving.Select(member => new LeftMember(member.MemberId, member.InstanceId, Leave(member))).ToArray();
            if (_members.Count < before)
                _rebalance.StartOrContinue();
            else
                _rebalance.OnFewerExpected();

            return left;
        }
    }

    /// <summary>Takes over the group's record in the offsets topic.</summary>
    public void Restore(GroupMetadata saved)
    {
        _restored = saved;
        _generation.Restore(saved);
    }

    public override void Resume()
    {
        foreach (var member in _restored?.Members ?? [])
        {
            _members.Add(member);
            _sessions.Open(member);
            _sessions.Renew(member);
        }

        _members.Leader = _restored?.Leader;
        _restored = null;
        if (_members.Count > 0)
            _generation.ResumeStable();
    }

    public override IEnumerable<byte[]> RecordKeys() => [ClassicGroupRecords.Key(_group.Id)];

    public override void End()
    {
        _pending.Clear();
        _rebalanceTimer.Stop();
        _generation.MoveTo(ClassicGroupState.Dead);
        foreach (var member in _members.All)
        {
            member.AnswerJoin(JoinGroupResponse.Failed(ErrorCode.CoordinatorNotAvailable, member.MemberId));
            member.AnswerSync(SyncGroupResponse.Failed(ErrorCode.CoordinatorNotAvailable));
            member.Dispose();
        }

        _members.Clear();
    }

    private ErrorCode CheckSync(SyncGroupRequest request)
    {
        if (State == ClassicGroupState.Dead)
            return ErrorCode.CoordinatorNotAvailable;

        var error = _members.Check(request.MemberId, request.InstanceId, request.GenerationId, _generation);
        if (error != ErrorCode.None)
            return error;

        if ((request.ProtocolType is { } type && type != _generation.ProtocolType)
            || (request.ProtocolName is { } name && name != _generation.ProtocolName))
            return ErrorCode.InconsistentGroupProtocol;

        return State == ClassicGroupState.PreparingRebalance ? ErrorCode.RebalanceInProgress : ErrorCode.None;
    }

    private ErrorCode Leave(LeavingMember leaving)
    {
        var memberId = leaving.MemberId;
        if (memberId.Length == 0 && leaving.InstanceId is { } instanceId)
            memberId = _members.FindStatic(instanceId) ?? "";

        if (leaving.InstanceId is null && _pending.Remove(memberId))
            return ErrorCode.None;

        var error = _members.Check(memberId, leaving.InstanceId);
        if (error != ErrorCode.None)
            return error;

        _env.Logger.MemberLeft(_group.Id, memberId, _generation.Id);
        _rebalance.Remove(_members[memberId]);
        return ErrorCode.None;
    }

    private void OnSessionExpired(ClassicMember member)
    {
        _env.Logger.MemberExpired(_group.Id, member.MemberId);
        _rebalance.Remove(member);
        _rebalance.StartOrContinue();
    }

    private void OnPendingMemberExpired() => _rebalance.OnFewerExpected();
}
