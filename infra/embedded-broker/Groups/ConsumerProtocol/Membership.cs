using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>
/// Adds and removes members of a consumer group: finds the member that a heartbeat comes from, lets members join and leave, and fences
/// those with a wrong epoch.
/// </summary>
internal sealed class Membership(
    Group group, GroupEnvironment env, ConsumerMembers members, PartitionOwners owners, GroupEpoch epoch, UnsavedRecords unsaved,
    MemberTimers timers)
{
    /// <summary>Finds the member that a heartbeat comes from, or adds it; or returns the response that refuses the heartbeat.</summary>
    public (ConsumerMember? Member, ConsumerGroupHeartbeatResponse? Refused) FindOrAdd(ConsumerGroupHeartbeatRequest request)
    {
        var joins = request.MemberEpoch == ConsumerGroupHeartbeatRequest.JoinEpoch;
        if (request.InstanceId is { } instanceId && members.FindStatic(instanceId) is { } current)
            return FindStatic(current, request, joins);

        if (request.InstanceId is not null && !joins)
            return (null, Refused(ErrorCode.UnknownMemberId, $"Instance id {request.InstanceId} is unknown."));

        if (members.Find(request.MemberId) is { } member)
            return CheckEpoch(member, request) is { } fenced ? (null, fenced) : (member, null);

        if (!joins)
            return (null, UnknownMember(request.MemberId));

        if (members.Count >= env.Options.MaxSize)
            return (null, Refused(ErrorCode.GroupMaxSizeReached, $"The group has reached its maximum of {env.Options.MaxSize} members."));

        member = new ConsumerMember(request.MemberId) { InstanceId = request.InstanceId };
        members.Add(member);
        env.Logger.MemberJoined(group.Id, member.MemberId, member.InstanceId ?? "-");
        return (member, null);
    }

    /// <summary>
    /// A heartbeat with a leave epoch: the member leaves, or a static member goes away for a while and keeps its partitions.
    /// </summary>
    public ConsumerGroupHeartbeatResponse Leave(ConsumerGroupHeartbeatRequest request)
    {
        var member = request.InstanceId is { } instanceId ? members.FindStatic(instanceId) : members.Find(request.MemberId);
        if (member is null)
            return UnknownMember(request.MemberId);

        if (member.MemberId != request.MemberId)
            return FencedInstance(request);

        if (request.MemberEpoch == ConsumerGroupHeartbeatRequest.LeaveForNowEpoch)
        {
            // Its session timer keeps running: the member is removed if it is not back in time.
            MemberTimers.StopRebalance(member);
            owners.Assign(member, member.Current with { Epoch = ConsumerGroupHeartbeatRequest.LeaveForNowEpoch });
            unsaved.Add(ConsumerGroupRecords.CurrentVersion, member, ConsumerMemberRecords.Current(member.Current, member.PreviousEpoch));
        }
        else
        {
            Remove(member);
            epoch.Bump();
        }

        env.Logger.MemberLeft(group.Id, member.MemberId, request.MemberEpoch);
        return unsaved.Flush() is var error && error == ErrorCode.None
            ? new ConsumerGroupHeartbeatResponse(
                ErrorCode.None, ErrorMessage: null, member.MemberId, request.MemberEpoch, HeartbeatIntervalMs: 0, Assignment: null)
            : Refused(error, "The state of the group cannot be stored.");
    }

    /// <summary>Removes a member whose time is up.</summary>
    public void Expire(ConsumerMember member, string reason)
    {
        env.Logger.MemberFenced(group.Id, member.MemberId, reason);
        Remove(member);
        epoch.Bump();
        unsaved.Flush();
    }

    private static ConsumerGroupHeartbeatResponse Refused(ErrorCode error, string message) =>
        ConsumerGroupHeartbeatResponse.Failed(error, message);

    private static ConsumerGroupHeartbeatResponse FencedInstance(ConsumerGroupHeartbeatRequest request) =>
        Refused(ErrorCode.FencedInstanceId, $"Instance id {request.InstanceId} belongs to another member than {request.MemberId}.");

    private ConsumerGroupHeartbeatResponse UnknownMember(string memberId) =>
        Refused(ErrorCode.UnknownMemberId, $"Member {memberId} is not a member of group {group.Id}.");

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

        return (Replace(member, request.MemberId), null);
    }

    // The answer with the new epoch may have been lost. Then the member sends the previous epoch, and owns nothing but what it was
    // assigned.
    private static ConsumerGroupHeartbeatResponse? CheckEpoch(ConsumerMember member, ConsumerGroupHeartbeatRequest request)
    {
        if (request.MemberEpoch == member.Epoch || request.MemberEpoch == ConsumerGroupHeartbeatRequest.JoinEpoch)
            return null;

        return request.MemberEpoch == member.PreviousEpoch && request.Owned?.ToSet().All(member.Current.Assigned.ContainsKey) == true
            ? null
            : Refused(
                ErrorCode.FencedMemberEpoch,
                $"The member's epoch is {member.Epoch}, not {request.MemberEpoch}; it must give up its partitions and join again.");
    }

    // A static member is back under a new member id and takes over the partitions.
    private ConsumerMember Replace(ConsumerMember old, string newId)
    {
        var member = old.WithId(newId);
        Remove(old);
        members.Add(member);
        owners.Assign(member, member.Current);
        unsaved.Add(ConsumerGroupRecords.TargetVersion, member, ConsumerMemberRecords.Target(member.Target));
        unsaved.Add(ConsumerGroupRecords.MemberVersion, member, ConsumerMemberRecords.Member(member));
        timers.RenewSession(member);
        env.Logger.MemberJoined(group.Id, member.MemberId, member.InstanceId ?? "-");
        return member;
    }

    private void Remove(ConsumerMember member)
    {
        owners.Release(member);
        members.Remove(member);
        unsaved.Erase(member);
        epoch.InvalidateSubscriptions();
        member.Dispose();
    }
}
