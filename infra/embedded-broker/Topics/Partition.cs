using MsaSample.Broker.Protocol;
using MsaSample.Broker.Storage;

namespace MsaSample.Broker.Topics;

/// <summary>A partition and its log. Its only replica is the node, which leads it for ever.</summary>
internal sealed record Partition(string Topic, int Index, PartitionLog Log)
{
    /// <summary>The one leader epoch there is.</summary>
    public const int LeaderEpoch = 0;

    /// <summary>What a client that thinks it knows the leader epoch must be told; -1 means it does not (KIP-320).</summary>
    public static ErrorCode CheckLeaderEpoch(int epoch) => epoch switch
    {
        -1 or LeaderEpoch => ErrorCode.None,
        > LeaderEpoch => ErrorCode.UnknownLeaderEpoch,
        _ => ErrorCode.FencedLeaderEpoch,
    };
}
