using MsaSample.Broker.Groups.Offsets;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;

namespace MsaSample.Broker.Groups.ClassicProtocol;

/// <summary>What the members mean for the group's offsets: who may commit, what may expire.</summary>
internal sealed partial class ClassicGroup
{
    public override bool IsEmpty => State == ClassicGroupState.Empty;

    public override ListedGroup List() => new(group.Id, _protocolType, State.ToString(), "classic");

    public override ErrorCode CheckCommit(Committer committer)
    {
        if (committer.Epoch < 0 && State == ClassicGroupState.Empty)
            return ErrorCode.None;

        if (committer.IsOutside)
            return committer.InTransaction ? ErrorCode.None : ErrorCode.UnknownMemberId;

        var error = CheckMember(committer.MemberId, committer.InstanceId);
        if (error != ErrorCode.None)
            return error;

        if (committer.Epoch != _generation)
            return ErrorCode.IllegalGeneration;

        if (!committer.InTransaction && State == ClassicGroupState.CompletingRebalance)
            return ErrorCode.RebalanceInProgress;

        Touch(_members[committer.MemberId]);
        return ErrorCode.None;
    }

    public override ErrorCode CheckFetch(string? memberId, int epoch) => ErrorCode.None;

    public override ErrorCode CheckOffsetDelete() =>
        _members.Count == 0 || _protocolType == ConsumerSubscription.ProtocolType ? ErrorCode.None : ErrorCode.NonEmptyGroup;

    public override bool IsSubscribed(string topic) =>
        _protocolType == ConsumerSubscription.ProtocolType
        && _members.Values.Any(member => ConsumerSubscription.Topics(member.MetadataFor(_protocol)).Contains(topic));

    /// <summary>An empty group's offsets age since it is empty; those of a stable group of consumers, for topics that nobody reads, since the commit.</summary>
    public override long? AgesSince(long committedAtMs) => State switch
    {
        ClassicGroupState.Empty => _protocolType.Length == 0 ? committedAtMs : Math.Max(committedAtMs, _stateSinceMs),
        ClassicGroupState.Stable when _protocolType == ConsumerSubscription.ProtocolType => committedAtMs,
        _ => null,
    };

    public override IEnumerable<byte[]> RecordKeys() => [OffsetRecords.GroupKey(group.Id)];

    public override void End()
    {
        foreach (var timer in _pendingMembers.Values)
            timer.Dispose();

        _pendingMembers.Clear();
        StopTimer();
        MoveTo(ClassicGroupState.Dead);
        foreach (var member in _members.Values)
        {
            member.AnswerJoin(JoinGroupResponse.Failed(ErrorCode.CoordinatorNotAvailable, member.MemberId));
            member.AnswerSync(SyncGroupResponse.Failed(ErrorCode.CoordinatorNotAvailable));
            member.Dispose();
        }

        _members.Clear();
    }
}
