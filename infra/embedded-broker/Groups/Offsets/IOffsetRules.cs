using MsaSample.Broker.Protocol;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Groups.Offsets;

/// <summary>
/// What the members of a group mean for its offsets: who may commit and fetch, what may be deleted, and what expires. Each protocol has its
/// own rules. Called under the group's lock.
/// </summary>
internal interface IOffsetRules
{
    /// <summary>The error of a commit as a whole; <see cref="ErrorCode.None"/> when the committer may commit.</summary>
    ErrorCode CheckCommit(Committer committer);

    /// <summary>The error of a commit for one partition, by a committer who may commit at all.</summary>
    ErrorCode CheckCommit(Committer committer, TopicPartition partition);

    /// <summary>
    /// The error of an OffsetFetch. Before v9 the reader does not say who it is: <paramref name="memberId"/> is null and <paramref
    /// name="epoch"/> -1.
    /// </summary>
    ErrorCode CheckFetch(string? memberId, int epoch);

    /// <summary>The error of deleting any offset of the group.</summary>
    ErrorCode CheckDelete();

    /// <summary>Whether members read the topic: its offsets are neither deleted nor expired.</summary>
    bool IsSubscribed(string topic);

    /// <summary>
    /// When the retention of an offset begins (Unix ms) that was committed at <paramref name="committedAtMs"/>; null while none may expire.
    /// </summary>
    long? AgesSince(long committedAtMs);
}
