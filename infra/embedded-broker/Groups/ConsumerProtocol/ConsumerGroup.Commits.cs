using MsaSample.Broker.Groups.Offsets;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>What the members mean for the group's offsets: who may commit and fetch, what may expire.</summary>
internal sealed partial class ConsumerGroup
{
    /// <summary>The first version of OffsetCommit that members of the consumer protocol may use.</summary>
    public const short FirstCommitVersion = 9;

    public override bool IsEmpty => _members.Count == 0;

    public override ErrorCode CheckCommit(Committer committer)
    {
        if ((committer.Epoch < 0 && IsEmpty) || (committer.InTransaction && committer.IsOutside))
            return ErrorCode.None;

        if (!_members.TryGetValue(committer.MemberId, out var member))
            return ErrorCode.UnknownMemberId;

        if (!committer.InTransaction && committer.ApiVersion < FirstCommitVersion)
            return ErrorCode.UnsupportedVersion;

        return committer.Epoch > member.Epoch ? ErrorCode.StaleMemberEpoch : ErrorCode.None;
    }

    /// <summary>A member that has not heard of its new epoch yet may commit what was already its own in the old one (KIP-1251).</summary>
    public override ErrorCode CheckCommit(Committer committer, TopicPartition partition)
    {
        if (!_members.TryGetValue(committer.MemberId, out var member) || committer.Epoch == member.Epoch)
            return ErrorCode.None;

        return env.Catalog.Find(partition.Topic) is { } topic
            && member.Current.Assigned.TryGetValue(new TopicIdPartition(topic.Id, partition.Partition), out var since)
            && since <= committer.Epoch
            ? ErrorCode.None
            : ErrorCode.StaleMemberEpoch;
    }

    public override ErrorCode CheckFetch(string? memberId, int epoch)
    {
        if (memberId is null && epoch < 0)
            return ErrorCode.None;

        if (memberId is null || !_members.TryGetValue(memberId, out var member))
            return ErrorCode.UnknownMemberId;

        return epoch == member.Epoch ? ErrorCode.None : ErrorCode.StaleMemberEpoch;
    }

    public override ErrorCode CheckOffsetDelete() => ErrorCode.None;

    public override bool IsSubscribed(string topic) =>
        _members.Values.Any(member => member.TopicNames.Contains(topic) || member.TopicPattern?.Matches(topic) == true);

    public override long? AgesSince(long committedAtMs) => committedAtMs;
}
