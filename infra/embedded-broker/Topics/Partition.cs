using MsaSample.Broker.Protocol;
using MsaSample.Broker.Storage;

namespace MsaSample.Broker.Topics;

/// <summary>A partition and its log. The node is its only replica and always its leader.</summary>
internal sealed record Partition(string Topic, int Index, PartitionLog Log)
{
    /// <summary>The only leader epoch.</summary>
    public const int LeaderEpoch = 0;

    /// <summary>Checks the leader epoch that a client knows; -1 when it knows none (KIP-320).</summary>
    public static ErrorCode CheckLeaderEpoch(int epoch) => epoch switch
    {
        -1 or LeaderEpoch => ErrorCode.None,
        > LeaderEpoch => ErrorCode.UnknownLeaderEpoch,
        _ => ErrorCode.FencedLeaderEpoch,
    };
}
