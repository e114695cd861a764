using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Storage;

/// <summary>Who writes: a client's batch is checked in full, the broker's own may be a control batch and has no sequence to check.</summary>
internal enum AppendOrigin
{
    /// <summary>A transactional batch must belong to a transaction that is open in the partition.</summary>
    Client,

    /// <summary>The coordinator knows the client's transaction: its first batch in the partition opens it there.</summary>
    VerifiedClient,

    Broker,
}

/// <summary>What became of a batch. A duplicate of an idempotent producer is no error: it gets the offset of the first time.</summary>
/// <param name="Error"><see cref="ErrorCode.None"/> when the batch is in the log.</param>
/// <param name="BaseOffset">Offset of the first record; -1 on error.</param>
/// <param name="LogAppendTimeMs">Unix ms when the topic stamps records itself, else -1.</param>
/// <param name="ErrorMessage">For people.</param>
internal readonly record struct AppendResult(ErrorCode Error, long BaseOffset, long LogAppendTimeMs, string? ErrorMessage)
{
    /// <summary>Positions in the batch of the records that were at fault, when that is known.</summary>
    public IReadOnlyList<int>? BadRecords { get; init; }

    /// <summary>Behind the last record; what must be durable before the batch is acknowledged lies below.</summary>
    public long NextOffset { get; init; }

    public static AppendResult Failed(ErrorCode error, string message) => new(error, -1, -1, message);
}
