using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;
using MsaSample.Broker.Timers;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>Who is in the group: coming, going, and being thrown out when time is up.</summary>
internal sealed partial class ConsumerGroup
{
    private (ConsumerMember? Member, ConsumerGroupHeartbeatResponse? Refused) FindOrAdd(ConsumerGroupHeartbeatRequest request)
    {
        var joins = request.MemberEpoch == ConsumerGroupHeartbeatRequest.JoinEpoch;
        if (request.InstanceId is { } instanceId && _staticMembers.TryGetValue(instanceId, out var current))
            return FindStatic(_members[current], request, joins);

        if (request.InstanceId is not null && !joins)
            return (null, Refused(ErrorCode.UnknownMemberId, $"Instance id {request.InstanceId} is unknown."));

        if (_members.TryGetValue(request.MemberId, out var member))
            return CheckEpoch(member, request) is { } fenced ? (null, fenced) : (member, null);

        if (!joins)
            return (null, UnknownMember(request.MemberId));

        if (_members.Count >= env.Options.MaxSize)
            return (null, Refused(ErrorCode.GroupMaxSizeReached, $"The group has reached its maximum of {env.Options.MaxSize} members."));

        member = new ConsumerMember(request.MemberId) { InstanceId = request.InstanceId };
        Add(member);
        env.Logger.MemberJoined(group.Id, member.MemberId, member.InstanceId ?? "-");
        return (member, null);
    }

    private (ConsumerMember? Member, ConsumerGroupHeartbeatResponse? Refused) FindStatic(
        ConsumerMember member, ConsumerGroupHeartbeatRequest request, bool joins)
    {
        if (!joins)
        {
            var fenced = member.MemberId == request.MemberId ? CheckEpoch(member, request) : FencedInstance(request);
            return fenced is null ? (member, null) : (null, fenced);
        }

        if (member.Epoch != ConsumerGroupHeartbeatRequest.LeaveForNowEpoch)
        {
            return (null, Refused(
                ErrorCode.UnreleasedInstanceId, $"Instance id {request.InstanceId} is still in use by member {member.MemberId}."));
        }

        var reborn = member.Reborn(request.MemberId);
        Remove(member);
        Add(reborn);
        SetCurrent(reborn, reborn.Current);
        Save(ConsumerGroupRecords.TargetVersion, reborn, ConsumerMemberRecords.Target(reborn.Target));
        Save(ConsumerGroupRecords.MemberVersion, reborn, ConsumerMemberRecords.Member(reborn));
        Touch(reborn);
        _catalogVersion = -1;
        env.Logger.MemberJoined(group.Id, reborn.MemberId, reborn.InstanceId ?? "-");
        return (reborn, null);
    }

    // The answer that told the new epoch may have been lost: then the member comes with the one before and with nothing that is not its own.
    private static ConsumerGroupHeartbeatResponse? CheckEpoch(ConsumerMember member, ConsumerGroupHeartbeatRequest request)
    {
        if (request.MemberEpoch == member.Epoch || request.MemberEpoch == ConsumerGroupHeartbeatRequest.JoinEpoch)
            return null;

        return request.MemberEpoch == member.PreviousEpoch && request.Owned?.ToSet().All(member.Current.Assigned.ContainsKey) == true
            ? null
            : Refused(ErrorCode.FencedMemberEpoch, $"The member's epoch is {member.Epoch}, not {request.MemberEpoch}; it must give up its partitions and join again.");
    }

    private ConsumerGroupHeartbeatResponse Leave(ConsumerGroupHeartbeatRequest request)
    {
        var memberId = request.InstanceId is { } instanceId ? _staticMembers.GetValueOrDefault(instanceId) : request.MemberId;
        if (memberId is null || !_members.TryGetValue(memberId, out var member))
            return UnknownMember(request.MemberId);

        if (memberId != request.MemberId)
            return FencedInstance(request);

        if (request.MemberEpoch == ConsumerGroupHeartbeatRequest.LeaveForNowEpoch)
        {
            // Its session goes on: when it is not back by then, it is gone.
            StopRebalanceTimer(member);
            SetCurrent(member, member.Current with { Epoch = ConsumerGroupHeartbeatRequest.LeaveForNowEpoch });
            Save(ConsumerGroupRecords.CurrentVersion, member, ConsumerMemberRecords.Current(member.Current, member.PreviousEpoch));
        }
        else
        {
            Remove(member);
            Bump();
        }

        env.Logger.MemberLeft(group.Id, memberId, request.MemberEpoch);
        return Flush() is var error && error == ErrorCode.None
            ? new ConsumerGroupHeartbeatResponse(ErrorCode.None, null, memberId, request.MemberEpoch, HeartbeatIntervalMs: 0, Assignment: null)
            : Refused(error, "The state of the group cannot be stored.");
    }

    private ConsumerGroupHeartbeatResponse UnknownMember(string memberId) =>
        Refused(ErrorCode.UnknownMemberId, $"Member {memberId} is not a member of group {group.Id}.");

    private static ConsumerGroupHeartbeatResponse FencedInstance(ConsumerGroupHeartbeatRequest request) =>
        Refused(ErrorCode.FencedInstanceId, $"Instance id {request.InstanceId} belongs to another member than {request.MemberId}.");

    private void Add(ConsumerMember member)
    {
        _members.Add(member.MemberId, member);
        if (member.InstanceId is { } instanceId)
            _staticMembers[instanceId] = member.MemberId;
    }

    private void Remove(ConsumerMember member)
    {
        Release(member);
        _members.Remove(member.MemberId);
        if (member.InstanceId is { } instanceId)
            _staticMembers.Remove(instanceId);

        _unsaved.AddRange(RecordKeysOf(member.MemberId).Select(static key => (key, (byte[]?)null)));
        _catalogVersion = -1;
        member.Dispose();
    }

    private void Touch(ConsumerMember member)
    {
        member.SessionTimer ??= env.Clock.CreateGuardedTimer(
            env.Logger, () => OnSessionTimer(member), Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        member.SessionTimer.Change(env.Options.ConsumerSessionTimeout, Timeout.InfiniteTimeSpan);
        member.LastSeen = env.Clock.GetTimestamp();
    }

    private void StartRebalanceTimer(ConsumerMember member)
    {
        var epoch = member.Epoch;
        StopRebalanceTimer(member);
        member.RebalanceTimer = env.Clock.CreateGuardedTimer(
            env.Logger,
            () =>
            {
                lock (group.Lock)
                {
                    if (member.Current.State == MemberState.UnrevokedPartitions && member.Epoch == epoch)
                        Expire(member, "it did not give up its partitions in time");
                }
            },
            member.RebalanceTimeout, Timeout.InfiniteTimeSpan);
    }

    private static void StopRebalanceTimer(ConsumerMember member)
    {
        member.RebalanceTimer?.Dispose();
        member.RebalanceTimer = null;
    }

    private void OnSessionTimer(ConsumerMember member)
    {
        lock (group.Lock)
        {
            // A timer that has fired may wait for the lock while the heartbeat it did not see comes in.
            var left = env.Options.ConsumerSessionTimeout - env.Clock.GetElapsedTime(member.LastSeen);
            if (left <= TimeSpan.FromMilliseconds(1))
                Expire(member, "it was not heard of in time");
            else if (!_ended && _members.GetValueOrDefault(member.MemberId) == member)
                member.SessionTimer!.Change(left, Timeout.InfiniteTimeSpan);
        }
    }

    private void Expire(ConsumerMember member, string reason)
    {
        if (_ended || _members.GetValueOrDefault(member.MemberId) != member)
            return;

        env.Logger.MemberFenced(group.Id, member.MemberId, reason);
        Remove(member);
        Bump();
        Flush();
    }
}
