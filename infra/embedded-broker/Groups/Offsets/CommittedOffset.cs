namespace MsaSample.Broker.Groups.Offsets;

/// <summary>The position of a group in a partition.</summary>
/// <param name="Offset">The offset of the next record to read.</param>
/// <param name="LeaderEpoch">The leader epoch of the last record read; -1 when the client did not send it.</param>
/// <param name="Metadata">Text that the client stored with the offset.</param>
/// <param name="CommittedAtMs">When it was committed, in Unix ms.</param>
internal readonly record struct CommittedOffset(long Offset, int LeaderEpoch, string Metadata, long CommittedAtMs)
{
    /// <summary>Offset of its batch in the offsets topic: of two commits for the same partition the later one counts.</summary>
    public long RecordOffset { get; init; }
}
