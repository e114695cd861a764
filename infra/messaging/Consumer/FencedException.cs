namespace MsaSample.Messaging.Consumer;

/// <summary>At least one of the claims expected an offset that the database no longer has. Each must read its offset again.</summary>
internal sealed class FencedException(IReadOnlyList<PartitionClaim> claims)
    : Exception("The stored offset of one of these partitions was moved: " + string.Join(", ", claims.Select(claim => claim.Partition)))
{
    public IReadOnlyList<PartitionClaim> Claims { get; } = claims;
}
