namespace MsaSample.Broker.Groups.Offsets;

/// <summary>The sender of an OffsetCommit or TxnOffsetCommit.</summary>
/// <param name="MemberId">Empty for a client that is not a member.</param>
/// <param name="InstanceId">The instance id of a static member; else null.</param>
/// <param name="Epoch">
/// The generation (classic protocol) or member epoch (consumer protocol); below 0 for a client that is not a member.
/// </param>
/// <param name="InTransaction">Whether the request is a TxnOffsetCommit, which does not name the member before v3.</param>
/// <param name="ApiVersion">Version of OffsetCommit; members of a consumer group must use 9 or later.</param>
internal readonly record struct Committer(string MemberId, string? InstanceId, int Epoch, bool InTransaction, short ApiVersion)
{
    /// <summary>Whether the sender is not a member: a tool, or a consumer that assigns partitions to itself.</summary>
    public bool IsOutside => Epoch < 0 && MemberId.Length == 0 && InstanceId is null;
}
