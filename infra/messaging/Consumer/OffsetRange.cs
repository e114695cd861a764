namespace MsaSample.Messaging.Consumer;

/// <summary>How a transaction moves an offset: from the one that the database must still have, to the one after the last record.</summary>
internal sealed record OffsetRange(PartitionClaim Claim, long Begin, long End);
