using MsaSample.Broker.Groups.Offsets;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>The offset rules of the consumer protocol: a member commits and fetches with its member epoch.</summary>
internal sealed class ConsumerOffsetRules(ConsumerMembers members, TopicCatalog catalog) : IOffsetRules
{
    /// <summary>The first version of OffsetCommit that members of the consumer protocol may use.</summary>
    public const short FirstCommitVersion = 9;

    public ErrorCode CheckCommit(Committer committer)
    {
        if ((committer.Epoch < 0 && members.Count == 0) || (committer.InTransaction && committer.IsOutside))
            return ErrorCode.None;

        if (members.Find(committer.MemberId) is not { } member)
            return ErrorCode.UnknownMemberId;

        if (!committer.InTransaction && committer.ApiVersion < FirstCommitVersion)
            return ErrorCode.UnsupportedVersion;

        return committer.Epoch > member.Epoch ? ErrorCode.StaleMemberEpoch : ErrorCode.None;
    }

    /// <summary>
    /// A member that does not know its new epoch yet may commit for partitions that it already had in the old epoch (KIP-1251).
    /// </summary>
    public ErrorCode CheckCommit(Committer committer, TopicPartition partition)
    {
        if (members.Find(committer.MemberId) is not { } member || committer.Epoch == member.Epoch)
            return ErrorCode.None;

        return catalog.Find(partition.Topic) is { } topic
            && member.Current.Assigned.TryGetValue(new TopicIdPartition(topic.Id, partition.Partition), out var assignedAt)
            && assignedAt <= committer.Epoch
            ? ErrorCode.None
            : ErrorCode.StaleMemberEpoch;
    }

    public ErrorCode CheckFetch(string? memberId, int epoch)
    {
        if (memberId is null && epoch < 0)
            return ErrorCode.None;

        if (memberId is null || members.Find(memberId) is not { } member)
            return ErrorCode.UnknownMemberId;

        return epoch == member.Epoch ? ErrorCode.None : ErrorCode.StaleMemberEpoch;
    }

    public ErrorCode CheckDelete() => ErrorCode.None;

    public bool IsSubscribed(string topic) =>
        members.All.Any(member => member.TopicNames.Contains(topic) || member.TopicPattern?.Matches(topic) == true);

    public long? AgesSince(long committedAtMs) => committedAtMs;
}
