namespace MsaSample.Broker.Groups.ClassicProtocol;

/// <summary>The states of a classic group, under the names that clients are told.</summary>
internal enum ClassicGroupState
{
    /// <summary>No members; committed offsets may be there.</summary>
    Empty,

    /// <summary>Waits for the members to join again.</summary>
    PreparingRebalance,

    /// <summary>All have joined; waits for the leader's assignment.</summary>
    CompletingRebalance,

    /// <summary>Every member has its assignment.</summary>
    Stable,

    /// <summary>Removed.</summary>
    Dead,
}
