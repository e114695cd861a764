using MsaSample.Broker.Groups.Offsets;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;
using MsaSample.Broker.Timers;

namespace MsaSample.Broker.Groups.ClassicProtocol;

/// <summary>
/// The members of a group of the classic protocol (JoinGroup, SyncGroup): who is in it, which generation it is in. One of them
/// computes who reads what; the group only brings them to the same point and hands the result around.
/// </summary>
internal sealed partial class ClassicGroup(Group group, GroupEnvironment env) : GroupProtocol
{
    private readonly Dictionary<string, ClassicMember> _members = [];
    private readonly Dictionary<string, string> _staticMembers = []; // instance id to member id
    private readonly Dictionary<string, ITimer> _pendingMembers = []; // ids given out with MEMBER_ID_REQUIRED, not used yet
    private string _protocolType = "";
    private string? _protocol;
    private string? _leader;
    private int _generation;
    private IReadOnlyCollection<ClassicMember> _restored = [];
    private long _stateSinceMs = env.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public ClassicGroupState State { get; private set; } = ClassicGroupState.Empty;

    /// <summary>What DescribeGroups tells. Subscriptions and assignments are given in a stable group only, as in Kafka.</summary>
    public DescribedGroup Describe()
    {
        lock (group.Lock)
        {
            var stable = State == ClassicGroupState.Stable;
            var members = _members.Values.Select(member => new DescribedGroupMember(
                member.MemberId, member.InstanceId, member.ClientId, member.ClientHost,
                stable ? member.MetadataFor(_protocol) : [], stable ? member.Assignment : []));
            return new DescribedGroup(group.Id, State.ToString(), _protocolType, stable ? _protocol ?? "" : "", [.. members]);
        }
    }

    /// <summary>Takes over what its record in the offsets topic says.</summary>
    public void Restore(GroupMetadata saved)
    {
        (_protocolType, _generation, _stateSinceMs) = (saved.ProtocolType, saved.GenerationId, saved.StateSinceMs);
        (_protocol, _leader, _restored) = (saved.Protocol, saved.Leader, saved.Members);
    }

    public override void Resume()
    {
        var leader = _leader;
        foreach (var member in _restored)
        {
            Add(member);
            Touch(member);
        }

        (_leader, _restored) = (leader, []);
        if (_members.Count > 0)
            State = ClassicGroupState.Stable;
    }

    private void MoveTo(ClassicGroupState state)
    {
        State = state;
        _stateSinceMs = env.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        env.Logger.GroupMoved(group.Id, state, _generation, _members.Count);
    }

    private ErrorCode Save() => env.Store.Append(
        group.Id,
        [(OffsetRecords.GroupKey(group.Id), OffsetRecords.GroupValue(
            new GroupMetadata(_protocolType, _generation, _protocol, _leader, _stateSinceMs, _members.Values)))]);

    // Who speaks for an instance id must be its current member; anyone else is an older process of it.
    private ErrorCode CheckMember(string memberId, string? instanceId)
    {
        if (instanceId is not null)
        {
            if (!_staticMembers.TryGetValue(instanceId, out var current))
                return ErrorCode.UnknownMemberId;

            if (current != memberId)
                return ErrorCode.FencedInstanceId;
        }

        return _members.ContainsKey(memberId) ? ErrorCode.None : ErrorCode.UnknownMemberId;
    }

    private bool CanUse(string protocolType, IReadOnlyList<JoinGroupProtocol> protocols)
    {
        if (protocolType.Length == 0 || protocols.Count == 0)
            return false;

        return _members.Count == 0
            || (protocolType == _protocolType && protocols.Any(protocol => _members.Values.All(member => member.Supports(protocol.Name))));
    }

    // Each member votes for the first of its assignors that all members know.
    private string ChooseProtocol() => _members.Values
        .Select(member => member.Protocols.First(protocol => _members.Values.All(other => other.Supports(protocol.Name))).Name)
        .CountBy(static name => name)
        .MaxBy(static votes => votes.Value).Key;

    private void Add(ClassicMember member)
    {
        if (_members.Count == 0)
            _leader = null;

        _leader ??= member.MemberId;
        _members.Add(member.MemberId, member);
        if (member.InstanceId is { } instanceId)
            _staticMembers[instanceId] = member.MemberId;

        member.SessionTimer = env.Clock.CreateGuardedTimer(env.Logger, () => OnSessionTimer(member), Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    // Requests that still wait hear that their member is gone.
    private void Remove(ClassicMember member)
    {
        _members.Remove(member.MemberId);
        _pendingSync.Remove(member.MemberId);
        if (member.InstanceId is { } instanceId)
            _staticMembers.Remove(instanceId);

        member.AnswerJoin(JoinGroupResponse.Failed(ErrorCode.UnknownMemberId, ""));
        member.AnswerSync(SyncGroupResponse.Failed(ErrorCode.UnknownMemberId));
        member.Dispose();
        if (_leader == member.MemberId)
            _leader = _members.Keys.FirstOrDefault();
    }

    private void Touch(ClassicMember member)
    {
        member.LastSeen = env.Clock.GetTimestamp();
        member.SessionTimer!.Change(member.IsNew && member.Joining is not null ? NewMemberPatience : member.SessionTimeout, Timeout.InfiniteTimeSpan);
    }

    private void OnSessionTimer(ClassicMember member)
    {
        lock (group.Lock)
        {
            if (!_members.TryGetValue(member.MemberId, out var current) || current != member)
                return;

            // A member whose request waits here is alive; only one that never had an answer may not wait for ever.
            var waits = (member.Joining is not null && !member.IsNew) || member.Syncing is not null;
            var patience = member.IsNew && member.Joining is not null ? NewMemberPatience : member.SessionTimeout;
            var left = waits ? member.SessionTimeout : patience - env.Clock.GetElapsedTime(member.LastSeen);
            if (left > TimeSpan.FromMilliseconds(1))
            {
                member.SessionTimer!.Change(left, Timeout.InfiniteTimeSpan);
                return;
            }

            env.Logger.MemberExpired(group.Id, member.MemberId);
            Remove(member);
            RebalanceOrCompleteJoin();
        }
    }
}
