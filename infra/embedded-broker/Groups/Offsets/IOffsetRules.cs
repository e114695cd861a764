using MsaSample.Broker.Protocol;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Groups.Offsets;

/// <summary>
/// The rules for a group's offsets that depend on its members: who may commit and fetch, what may be deleted, and what expires. Each
/// protocol has its own rules. Called under the group's lock.
/// </summary>
internal interface IOffsetRules
{
    /// <summary>The error of a commit as a whole; <see cref="ErrorCode.None"/> when the committer may commit.</summary>
    ErrorCode CheckCommit(Committer committer);

    /// <summary>The error of a commit for one partition, by a committer who may commit at all.</summary>
    ErrorCode CheckCommit(Committer committer, TopicPartition partition);

    /// <summary>
    /// The error of an OffsetFetch. Requests before v9 do not name the member: <paramref name="memberId"/> is null and
    /// <paramref name="epoch"/> -1.
    /// </summary>
    ErrorCode CheckFetch(string? memberId, int epoch);

    /// <summary>The error of deleting any offset of the group.</summary>
    ErrorCode CheckDelete();

    /// <summary>Whether members read the topic: its offsets are neither deleted nor expired.</summary>
    bool IsSubscribed(string topic);

    /// <summary>
    /// The time from which the retention of an offset counts (Unix ms) when it was committed at <paramref name="committedAtMs"/>; null
    /// while no offset may expire.
    /// </summary>
    long? AgesSince(long committedAtMs);
}
