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
    /// <summary>Rows read at once. With 500, one relay sends about ten times what the database commits on the same machine.</summary>
    public const int BatchSize = 500;
}
