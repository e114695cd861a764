namespace MsaSample.Broker.Groups.Offsets;

/// <summary>Where a group has got to in a partition.</summary>
/// <param name="Offset">The next offset to read.</param>
/// <param name="LeaderEpoch">-1 when the client did not say.</param>
/// <param name="Metadata">The client's own note, given back unchanged.</param>
/// <param name="CommittedAtMs">Unix ms.</param>
internal readonly record struct CommittedOffset(long Offset, int LeaderEpoch, string Metadata, long CommittedAtMs)
{
    /// <summary>Where its record lies in the offsets topic: of two for the same partition the later one counts.</summary>
    public long RecordOffset { get; init; }
}
