namespace MsaSample.Messaging.Consumer;

/// <summary>Of these claims, at least one believes in an offset that the database no longer has. Each has to look again.</summary>
internal sealed class FencedException(IReadOnlyList<PartitionClaim> claims)
    : Exception("The stored offset was moved by somebody else: " + string.Join(", ", claims.Select(claim => claim.Partition)))
{
    public IReadOnlyList<PartitionClaim> Claims { get; } = claims;
}
