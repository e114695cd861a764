namespace MsaSample.Messaging.Outbox;

/// <summary>
/// An outbox row as EF writes it. A row that is present has not been acknowledged by Kafka. The table's primary key <c>seq</c> is not
/// mapped: the database generates it, and reading it back would cost a round trip per save.
/// </summary>
internal sealed class OutboxMessage
{
    /// <summary>UUIDv7, 16 bytes in network order (<c>ce_id</c>).</summary>
    public required byte[] EventId { get; init; }

    public required string Topic { get; init; }

    public required string Key { get; init; }

    public required string Type { get; init; }

    public required long Version { get; init; }

    /// <summary>UTF-8 JSON.</summary>
    public required byte[] Payload { get; init; }

    /// <summary>W3C <c>traceparent</c> of the request or record that caused the change.</summary>
    public string? TraceParent { get; init; }

    public string? TraceState { get; init; }

    /// <summary>Unix time in microseconds (<c>ce_time</c>).</summary>
    public required long CreatedAt { get; init; }
}
