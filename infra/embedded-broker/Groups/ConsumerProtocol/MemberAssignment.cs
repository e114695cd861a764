using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>The current assignment of a member.</summary>
/// <param name="State">How far it is from the target.</param>
/// <param name="Epoch">The member's epoch.</param>
/// <param name="Assigned">The partitions that it may read, each with the epoch at which it got the partition.</param>
/// <param name="Revoking">The partitions that it was told to give up and may still be reading.</param>
internal sealed record MemberAssignment(
    MemberState State, int Epoch, IReadOnlyDictionary<TopicIdPartition, int> Assigned, IReadOnlySet<TopicIdPartition> Revoking)
{
    public static MemberAssignment None { get; } = new(
        MemberState.Stable, ConsumerGroupHeartbeatRequest.JoinEpoch,
        Assigned: new Dictionary<TopicIdPartition, int>(), Revoking: new HashSet<TopicIdPartition>());
}
