using MsaSample.Broker.Groups.Offsets;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Groups;

/// <summary>How the members of a group come to share its partitions (a consumer's <c>group.protocol</c>). Called under the group's lock.</summary>
internal abstract class GroupProtocol
{
    /// <summary>Whether it has no members, so that the group may be deleted or taken over by the other protocol.</summary>
    public abstract bool IsEmpty { get; }

    /// <summary>What ListGroups tells.</summary>
    public abstract ListedGroup List();

    /// <summary>What stands against a commit by <paramref name="committer"/>.</summary>
    public abstract ErrorCode CheckCommit(Committer committer);

    /// <summary>What stands against a commit for one partition, by a committer who may commit at all.</summary>
    public virtual ErrorCode CheckCommit(Committer committer, TopicPartition partition) => ErrorCode.None;

    /// <summary>What stands against telling offsets to a member; null and -1 for those that do not say who they are (before OffsetFetch v9).</summary>
    public abstract ErrorCode CheckFetch(string? memberId, int epoch);

    /// <summary>What stands against deleting any offset of the group.</summary>
    public abstract ErrorCode CheckOffsetDelete();

    /// <summary>Whether members read the topic: its offsets are neither deleted nor expired.</summary>
    public abstract bool IsSubscribed(string topic);

    /// <summary>Unix ms from which on an offset ages that was committed at <paramref name="committedAtMs"/>; null while none may expire.</summary>
    public abstract long? AgesSince(long committedAtMs);

    /// <summary>Keys of its records in the offsets topic, to be written without value when the group ends.</summary>
    public abstract IEnumerable<byte[]> RecordKeys();

    /// <summary>Goes on with the members that its records tell of; each has a whole session to be heard of.</summary>
    public abstract void Resume();

    /// <summary>Stops its timers; requests that wait or still come are told to look for the coordinator again.</summary>
    public abstract void End();
}
