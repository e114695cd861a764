namespace MsaSample.Broker.Groups.ClassicProtocol;

/// <summary>The states of a classic group, under the names that ListGroups and DescribeGroups send.</summary>
internal enum ClassicGroupState
{
    /// <summary>There are no members. There may be committed offsets.</summary>
    Empty,

    /// <summary>The group waits for its members to join again.</summary>
    PreparingRebalance,

    /// <summary>The members have joined; the group waits for the leader's assignment.</summary>
    CompletingRebalance,

    /// <summary>Every member has its assignment.</summary>
    Stable,

    /// <summary>The group was deleted, or the broker stops.</summary>
    Dead,
}
