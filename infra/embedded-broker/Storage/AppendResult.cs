using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Storage;

/// <summary>
/// The writer of a batch. A client's batch is validated in full; the broker's own may be a control batch and has no sequence number.
/// </summary>
internal enum AppendOrigin
{
    /// <summary>A client; a transactional batch must belong to a transaction that is open in the partition.</summary>
    Client,

    /// <summary>A client whose transaction the coordinator knows: the batch may begin the transaction in the partition.</summary>
    VerifiedClient,

    /// <summary>The broker itself.</summary>
    Broker,
}

/// <summary>
/// The result of an append. A duplicate of an idempotent producer is no error: it gets the offsets of the original batch.
/// </summary>
/// <param name="Error"><see cref="ErrorCode.None"/> when the batch is in the log.</param>
/// <param name="BaseOffset">Offset of the first record; -1 on error.</param>
/// <param name="LogAppendTimeMs">Timestamp of the records (Unix ms) for LogAppendTime, otherwise -1.</param>
/// <param name="ErrorMessage">Text for the client's log; null without an error.</param>
internal readonly record struct AppendResult(ErrorCode Error, long BaseOffset, long LogAppendTimeMs, string? ErrorMessage)
{
    /// <summary>Indexes of the invalid records in the batch; null when the whole batch is invalid.</summary>
    public IReadOnlyList<int>? BadRecords { get; init; }

    /// <summary>The offset after the last record. The log must be durable up to here before the batch is acknowledged.</summary>
    public long NextOffset { get; init; }

    public static AppendResult Failed(ErrorCode error, string message) => new(error, -1, -1, message);
}
