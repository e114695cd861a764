using MsaSample.Broker.Groups.Offsets;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>
/// A group of the consumer protocol (KIP-848). The broker computes who should read what, the target assignment, whenever members or topics
/// change, which begins an epoch of the group; each heartbeat takes its member one step nearer to the target. A partition gets a new owner
/// only when the old one has confirmed that it gave it up, or was removed.
/// </summary>
/// <remarks>
/// Every heartbeat and timer takes the lock of its <see cref="Group"/> first; the collaborators in this folder rely on that.
/// </remarks>
internal sealed class ConsumerGroup : GroupProtocol
{
    private readonly Group _group;
    private readonly GroupEnvironment _env;
    private readonly ConsumerMembers _members = new();
    private readonly PartitionOwners _owners = new();
    private readonly UnsavedRecords _unsaved;
    private readonly GroupEpoch _epoch;
    private readonly TargetAssignment _target;
    private readonly MemberTimers _timers;
    private readonly Membership _membership;
    private readonly Reconciliation _reconciliation;
    private bool _ended;

    public ConsumerGroup(Group group, GroupEnvironment env)
    {
        (_group, _env) = (group, env);
        _unsaved = new UnsavedRecords(group.Id, env.Store);
        _epoch = new GroupEpoch(group.Id, env, _members, _unsaved);
        _target = new TargetAssignment(group.Id, env, _members, _unsaved);
        _timers = new MemberTimers(group, env, _members, OnExpired);
        _membership = new Membership(group, env, _members, _owners, _epoch, _unsaved, _timers);
        _reconciliation = new Reconciliation(_owners, _unsaved, _timers);
        OffsetRules = new ConsumerOffsetRules(_members, env.Catalog);
    }

    public override bool IsEmpty => _members.Count == 0;

    public override IOffsetRules OffsetRules { get; }

    private string State => this switch
    {
        { _ended: true } => "Dead",
        { IsEmpty: true } => "Empty",
        _ when _epoch.Value > _target.Epoch => "Assigning",
        _ when _members.All.Any(member => member.Current.State != MemberState.Stable || member.Epoch != _target.Epoch) => "Reconciling",
        _ => "Stable",
    };

    public override ListedGroup List() => new(_group.Id, ProtocolType: "consumer", State, "consumer");

    /// <summary>The group for ConsumerGroupDescribe.</summary>
    public DescribedConsumerGroup Describe()
    {
        lock (_group.Lock)
        {
            var members = _members.All.Select(member => new DescribedConsumerMember(
                member.MemberId, member.InstanceId, member.RackId, member.Epoch, member.ClientId, member.ClientHost,
                member.TopicNames, member.TopicPattern?.Text ?? "", Named(member.Current.Assigned.Keys), Named(member.Target)));
            return new DescribedConsumerGroup(_group.Id, State, _epoch.Value, _target.Epoch, _target.Assignor, [.. members]);
        }
    }

    /// <summary>
    /// ConsumerGroupHeartbeat: finds or adds the member, takes over what it says, and gives it the next step of its assignment.
    /// </summary>
    public ConsumerGroupHeartbeatResponse Heartbeat(ConsumerGroupHeartbeatRequest request, RequestContext context)
    {
        lock (_group.Lock)
        {
            if (_ended)
                return ConsumerGroupHeartbeatResponse.Failed(ErrorCode.CoordinatorNotAvailable, "The group has just been deleted.");

            if (request.MemberEpoch < ConsumerGroupHeartbeatRequest.JoinEpoch)
                return _membership.Leave(request);

            TopicPattern? pattern = null;
            if (!string.IsNullOrEmpty(request.TopicRegex) && !TopicPattern.TryParse(request.TopicRegex, out pattern, out var problem))
            {
                return ConsumerGroupHeartbeatResponse.Failed(
                    ErrorCode.InvalidRegularExpression,
                    $"SubscribedTopicRegex `{request.TopicRegex}` is not a valid regular expression: {problem}.");
            }

            var (member, refused) = _membership.FindOrAdd(request);
            return member is null ? refused! : Advance(member, request, pattern, context);
        }
    }

    /// <summary>Takes over one record of the offsets topic.</summary>
    /// <exception cref="KafkaProtocolException">The value is not in a known format.</exception>
    public void Restore(short version, string? memberId, byte[]? value)
    {
        if (memberId is not null)
            _members.Restore(version, memberId, value);
        else if (version == ConsumerGroupRecords.GroupVersion)
            _epoch.Restore(value);
        else
            _target.Restore(value);
    }

    public override void Resume()
    {
        _members.Resume();
        foreach (var member in _members.All)
        {
            _owners.Assign(member, member.Current);
            _timers.RenewSession(member);
            if (member.Current.State == MemberState.UnrevokedPartitions)
                _timers.StartRebalance(member);
        }
    }

    public override IEnumerable<byte[]> RecordKeys() =>
    [
        .. _members.All.SelectMany(member => ConsumerGroupRecords.MemberKeys(_group.Id, member.MemberId)),
        ConsumerGroupRecords.Key(ConsumerGroupRecords.TargetEpochVersion, _group.Id),
        ConsumerGroupRecords.Key(ConsumerGroupRecords.GroupVersion, _group.Id),
    ];

    public override void End()
    {
        _ended = true;
        _timers.Stop();
    }

    private ConsumerGroupHeartbeatResponse Advance(
        ConsumerMember member, ConsumerGroupHeartbeatRequest request, TopicPattern? pattern, RequestContext context)
    {
        var before = member.Current.Assigned;
        var isNew = member.SessionTimer is null;
        if (member.Update(request, pattern, context.ClientId ?? "", context.ClientHost) || isNew)
        {
            _unsaved.Add(ConsumerGroupRecords.MemberVersion, member, ConsumerMemberRecords.Member(member));
            _epoch.InvalidateSubscriptions();
            _epoch.Bump();
        }

        _epoch.RefreshSubscriptions(_target.Epoch);
        if (_epoch.Value > _target.Epoch)
            _target.Compute(_epoch.Value, _epoch.Subscriptions);

        _reconciliation.Reconcile(member, _target.Epoch, request.Owned?.ToSet());
        _timers.RenewSession(member);
        if (_unsaved.Flush() is not ErrorCode.None and var error)
            return ConsumerGroupHeartbeatResponse.Failed(error, "The state of the group cannot be stored.");

        var tellAssignment = request.MemberEpoch == ConsumerGroupHeartbeatRequest.JoinEpoch || request.IsFull
            || !HasSamePartitions(before, member.Current.Assigned);
        return new ConsumerGroupHeartbeatResponse(
            ErrorCode.None, ErrorMessage: null, member.MemberId, member.Epoch,
            (int)_env.Options.ConsumerHeartbeatInterval.TotalMilliseconds,
            tellAssignment ? member.Current.Assigned.Keys.ByTopic() : null);
    }

    private static bool HasSamePartitions(
        IReadOnlyDictionary<TopicIdPartition, int> before, IReadOnlyDictionary<TopicIdPartition, int> after) =>
        before == after || (before.Count == after.Count && before.Keys.All(after.ContainsKey));

    private IReadOnlyList<DescribedTopicPartitions> Named(IEnumerable<TopicIdPartition> partitions) => [.. partitions.ByTopic()
        .Select(topic => (Topic: topic, Found: _env.Catalog.Find(topic.TopicId)))
        .Where(static topic => topic.Found is not null)
        .Select(static topic => new DescribedTopicPartitions(topic.Topic.TopicId, topic.Found!.Name, topic.Topic.Partitions))];

    private void OnExpired(ConsumerMember member, string reason) => _membership.Expire(member, reason);
}
