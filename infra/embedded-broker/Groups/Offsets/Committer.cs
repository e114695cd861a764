namespace MsaSample.Broker.Groups.Offsets;

/// <summary>Who commits offsets.</summary>
/// <param name="MemberId">Empty for somebody outside the group.</param>
/// <param name="InstanceId">Of a static member.</param>
/// <param name="Epoch">The member's generation (classic) or epoch (consumer); below 0 for somebody outside the group.</param>
/// <param name="InTransaction">TxnOffsetCommit: old producers commit for a group without saying for which member.</param>
/// <param name="ApiVersion">Version of the OffsetCommit; members of a consumer group need 9.</param>
internal readonly record struct Committer(string MemberId, string? InstanceId, int Epoch, bool InTransaction, short ApiVersion)
{
    /// <summary>A tool, or a consumer that assigns partitions to itself.</summary>
    public bool IsOutside => Epoch < 0 && MemberId.Length == 0 && InstanceId is null;
}
