using System.Collections.Immutable;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Transactions;

/// <summary>
/// The state of a transactional id. It is immutable: a change is a new instance, which is stored before it takes effect.
/// </summary>
/// <param name="ProducerId">The producer id of its records.</param>
/// <param name="Epoch">The producer epoch; lower ones are fenced. -1 before the first producer got one.</param>
/// <param name="TimeoutMs">How long a transaction may be open before it is aborted.</param>
/// <param name="State">State of the transaction.</param>
/// <param name="Partitions">The partitions that still need a marker; empty when no transaction is open.</param>
/// <param name="UpdatedMs">Unix ms of the last change.</param>
/// <param name="StartedMs">Unix ms when the last transaction began; -1 before the first of this producer.</param>
internal sealed record TransactionMetadata(
    long ProducerId,
    short Epoch,
    int TimeoutMs,
    TransactionState State,
    ImmutableHashSet<TopicPartition> Partitions,
    long UpdatedMs,
    long StartedMs)
{
    public const short NoEpoch = -1;

    // The epoch above it fences a producer whose transaction is aborted.
    private const short LastUsableEpoch = short.MaxValue - 1;

    /// <summary>
    /// The producer id before this one, whose epochs were exhausted; -1 when there was none. Not stored, as in Kafka's value version 0.
    /// </summary>
    public long PreviousProducerId { get; init; } = -1;

    /// <summary>
    /// The epoch that the producer itself asked to have raised (KIP-360), so that a repeated request gets the same answer. Not stored.
    /// </summary>
    public short PreviousEpoch { get; init; } = NoEpoch;

    public bool IsPrepared => State is TransactionState.PrepareCommit or TransactionState.PrepareAbort;

    public bool IsEpochExhausted => IsExhausted(Epoch);

    public static bool IsExhausted(short epoch) => epoch >= LastUsableEpoch;
}
