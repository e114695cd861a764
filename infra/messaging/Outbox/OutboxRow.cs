namespace MsaSample.Messaging.Outbox;

/// <summary>An outbox row as the relay reads it. <c>CreatedAt</c> is Unix time in microseconds.</summary>
internal sealed record OutboxRow(
    long Sequence,
    Guid EventId,
    string Topic,
    string Key,
    string Type,
    long Version,
    byte[] Payload,
    string? TraceParent,
    string? TraceState,
    long CreatedAt)
{
    /// <summary>Rows read at once: with 500 one relay drains some ten times what the database can commit on the same machine.</summary>
    public const int BatchSize = 500;
}
