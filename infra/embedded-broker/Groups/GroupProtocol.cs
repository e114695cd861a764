using MsaSample.Broker.Groups.Offsets;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Groups;

/// <summary>
/// The members of a group, and how they share its partitions: by the classic or by the consumer protocol (a consumer's
/// <c>group.protocol</c>). Called under the group's lock.
/// </summary>
internal abstract class GroupProtocol
{
    /// <summary>Whether there are no members, so that the group may be deleted or take members of the other protocol.</summary>
    public abstract bool IsEmpty { get; }

    /// <summary>The protocol's rules for the group's offsets.</summary>
    public abstract IOffsetRules OffsetRules { get; }

    /// <summary>The group for ListGroups.</summary>
    public abstract ListedGroup List();

    /// <summary>The keys of the members' records in the offsets topic. Tombstones for all of them erase the members.</summary>
    public abstract IEnumerable<byte[]> RecordKeys();

    /// <summary>Continues, after a restart, with the members that were restored from the records; each begins a new session.</summary>
    public abstract void Resume();

    /// <summary>Stops the timers; waiting and later requests get COORDINATOR_NOT_AVAILABLE.</summary>
    public abstract void End();
}
