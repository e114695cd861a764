using MsaSample.Broker.Groups.Offsets;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Groups.ClassicProtocol;

/// <summary>The offset rules of the classic protocol: a member commits with the generation that it is in.</summary>
internal sealed class ClassicOffsetRules(ClassicMembers members, ClassicGeneration generation, ClassicSessions sessions) : IOffsetRules
{
    public ErrorCode CheckCommit(Committer committer)
    {
        if (committer.Epoch < 0 && generation.State == ClassicGroupState.Empty)
            return ErrorCode.None;

        if (committer.IsOutside)
            return committer.InTransaction ? ErrorCode.None : ErrorCode.UnknownMemberId;

        var error = members.Check(committer.MemberId, committer.InstanceId, committer.Epoch, generation);
        if (error != ErrorCode.None)
            return error;

        if (!committer.InTransaction && generation.State == ClassicGroupState.CompletingRebalance)
            return ErrorCode.RebalanceInProgress;

        sessions.Renew(members[committer.MemberId]);
        return ErrorCode.None;
    }

    public ErrorCode CheckCommit(Committer committer, TopicPartition partition) => ErrorCode.None;

    public ErrorCode CheckFetch(string? memberId, int epoch) => ErrorCode.None;

    public ErrorCode CheckDelete() => members.Count == 0 || generation.IsOfConsumers ? ErrorCode.None : ErrorCode.NonEmptyGroup;

    public bool IsSubscribed(string topic) =>
        generation.IsOfConsumers
        && members.All.Any(member => ConsumerSubscription.Topics(member.MetadataFor(generation.ProtocolName)).Contains(topic));

    /// <summary>
    /// In an empty group the retention counts from the departure of the last member, or from the commit if there never was a member. In a
    /// stable group of consumers it counts from the commit. In other groups, and during a rebalance, nothing expires.
    /// </summary>
    public long? AgesSince(long committedAtMs) => generation.State switch
    {
        ClassicGroupState.Empty => generation.ProtocolType.Length == 0 ? committedAtMs : Math.Max(committedAtMs, generation.StateSinceMs),
        ClassicGroupState.Stable when generation.IsOfConsumers => committedAtMs,
        _ => null,
    };
}
