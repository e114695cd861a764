namespace MsaSample.Messaging.Consumer;

/// <summary>How far a transaction moves a claim: from what the database must still say, to the offset after the last record.</summary>
internal sealed record OffsetRange(PartitionClaim Claim, long Begin, long End);
