using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>One heartbeat: find the member, take over what it says, look whether the group must change, take the member one step on.</summary>
internal sealed partial class ConsumerGroup
{
    public ConsumerGroupHeartbeatResponse Heartbeat(ConsumerGroupHeartbeatRequest request, RequestContext context)
    {
        lock (group.Lock)
        {
            if (_ended)
                return Refused(ErrorCode.CoordinatorNotAvailable, "The group has just been deleted.");

            if (request.MemberEpoch < ConsumerGroupHeartbeatRequest.JoinEpoch)
                return Leave(request);

            TopicPattern? pattern = null;
            if (!string.IsNullOrEmpty(request.TopicRegex) && !TopicPattern.TryParse(request.TopicRegex, out pattern, out var problem))
            {
                return Refused(
                    ErrorCode.InvalidRegularExpression, $"SubscribedTopicRegex `{request.TopicRegex}` is not a valid regular expression: {problem}.");
            }

            var (member, refused) = FindOrAdd(request);
            return member is null ? refused! : Beat(member, request, pattern, context);
        }
    }

    private static ConsumerGroupHeartbeatResponse Refused(ErrorCode error, string message) => ConsumerGroupHeartbeatResponse.Failed(error, message);

    private ConsumerGroupHeartbeatResponse Beat(
        ConsumerMember member, ConsumerGroupHeartbeatRequest request, TopicPattern? pattern, RequestContext context)
    {
        var before = member.Current.Assigned;
        var isNew = member.SessionTimer is null;
        if (member.Update(request, pattern, context.ClientId ?? "", context.ClientHost) || isNew)
        {
            Save(ConsumerGroupRecords.MemberVersion, member, ConsumerMemberRecords.Member(member));
            _catalogVersion = -1;
            Bump();
        }

        RefreshTopics();
        if (_epoch > _targetEpoch)
            ComputeTarget();

        Reconcile(member, request.Owned?.ToSet());
        Touch(member);
        if (Flush() is not ErrorCode.None and var error)
            return Refused(error, "The state of the group cannot be stored.");

        var tell = request.MemberEpoch == ConsumerGroupHeartbeatRequest.JoinEpoch || request.IsFull || !SameKeys(before, member.Current.Assigned);
        return new ConsumerGroupHeartbeatResponse(
            ErrorCode.None, ErrorMessage: null, member.MemberId, member.Epoch, (int)env.Options.ConsumerHeartbeatInterval.TotalMilliseconds,
            tell ? member.Current.Assigned.Keys.ByTopic() : null);
    }

    private static bool SameKeys(IReadOnlyDictionary<TopicIdPartition, int> before, IReadOnlyDictionary<TopicIdPartition, int> after) =>
        before == after || (before.Count == after.Count && before.Keys.All(after.ContainsKey));

    private void Bump()
    {
        _epoch++;
        Save(ConsumerGroupRecords.GroupVersion, ConsumerGroupRecords.Group(_epoch, _metadataHash));
        env.Logger.GroupEpochMoved(group.Id, _epoch, _members.Count);
    }

    private void RefreshTopics()
    {
        // Read first: what changes from here on is seen by the next heartbeat.
        var version = env.Catalog.Version;
        if (version == _catalogVersion)
            return;

        _catalogVersion = version;
        _subscriptions = Subscriptions.Resolve(_members.Values, env.Catalog);
        if (_subscriptions.Hash == _metadataHash)
            return;

        _metadataHash = _subscriptions.Hash;
        if (_epoch == _targetEpoch)
            Bump();
        else
            Save(ConsumerGroupRecords.GroupVersion, ConsumerGroupRecords.Group(_epoch, _metadataHash));
    }

    private void ComputeTarget()
    {
        _assignor = Assignors.Choose(_members.Values);
        var target = Assignors.Find(_assignor)(_members.Values, _subscriptions);
        foreach (var member in _members.Values.Where(member => !member.Target.SetEquals(target[member.MemberId])))
        {
            member.Target = target[member.MemberId];
            Save(ConsumerGroupRecords.TargetVersion, member, ConsumerMemberRecords.Target(member.Target));
        }

        _targetEpoch = _epoch;
        Save(ConsumerGroupRecords.TargetEpochVersion, ConsumerGroupRecords.TargetEpoch(_targetEpoch));
        env.Logger.TargetComputed(group.Id, _targetEpoch, _assignor, _members.Values.Sum(static member => member.Target.Count));
    }

    private void Reconcile(ConsumerMember member, IReadOnlySet<TopicIdPartition>? owned)
    {
        var next = Reconciliation.Step(
            member, _targetEpoch, owned, partition => !_owners.TryGetValue(partition, out var owner) || owner == member.MemberId);
        if (next == member.Current)
            return;

        if (next.Epoch != member.Epoch)
            member.PreviousEpoch = member.Epoch;

        SetCurrent(member, next);
        Save(ConsumerGroupRecords.CurrentVersion, member, ConsumerMemberRecords.Current(next, member.PreviousEpoch));
        if (next.State == MemberState.UnrevokedPartitions)
            StartRebalanceTimer(member);
        else
            StopRebalanceTimer(member);
    }

    private void SetCurrent(ConsumerMember member, MemberAssignment next)
    {
        Release(member);
        member.Current = next;
        foreach (var partition in next.Assigned.Keys.Concat(next.Revoking))
            _owners[partition] = member.MemberId;
    }

    private void Release(ConsumerMember member)
    {
        foreach (var partition in member.Current.Assigned.Keys.Concat(member.Current.Revoking).Where(partition => _owners.GetValueOrDefault(partition) == member.MemberId))
            _owners.Remove(partition);
    }
}
