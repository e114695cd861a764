using System.Collections.Immutable;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Transactions;

/// <summary>What is known of a transactional id at one moment; a change is a new one, which is in the log before it counts.</summary>
/// <param name="ProducerId">The id its records carry.</param>
/// <param name="Epoch">Older ones are fenced off; -1 before the first producer has it.</param>
/// <param name="TimeoutMs">An open transaction is aborted after this time.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Partitions">Those that get a marker; none when nothing is open.</param>
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

    // One is left above it: to fence off a producer whose transaction is aborted for it.
    private const short LastUsableEpoch = short.MaxValue - 1;

    /// <summary>The id before an exhausted epoch made a new one necessary; -1 when there was none. Not stored, as in Kafka's value version 0.</summary>
    public long PreviousProducerId { get; init; } = -1;

    /// <summary>The epoch that the producer itself asked to have raised (KIP-360): the same question again gets the same answer. Not stored.</summary>
    public short PreviousEpoch { get; init; } = NoEpoch;

    public bool IsPrepared => State is TransactionState.PrepareCommit or TransactionState.PrepareAbort;

    public bool IsEpochExhausted => IsExhausted(Epoch);

    public static bool IsExhausted(short epoch) => epoch >= LastUsableEpoch;
}
