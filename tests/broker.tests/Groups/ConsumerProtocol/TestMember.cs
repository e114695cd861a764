using MsaSample.Broker.Groups.ConsumerProtocol;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Tests.Groups.ConsumerProtocol;

/// <summary>A consumer of group "g" that keeps the epoch and the partitions of the last response, as clients do.</summary>
internal sealed class TestMember(
    GroupTesting group, string id, string[]? topics = null, string? instance = null, string? regex = null, string? assignor = null)
{
    private readonly string[]? _topics = topics ?? (regex is null ? ["orders"] : null);

    public int Epoch { get; set; }

    public HashSet<TopicIdPartition> Owned { get; private set; } = [];

    public IEnumerable<int> Partitions => Owned.Select(static partition => partition.Partition).Order();

    /// <summary>Joins, with all the fields that a first heartbeat must have.</summary>
    public ConsumerGroupHeartbeatResponse Join()
    {
        Owned = [];
        return Send(Request(0) with
        {
            RebalanceTimeoutMs = 60_000,
            TopicNames = _topics,
            TopicRegex = regex,
            ServerAssignor = assignor,
            Owned = [],
        });
    }

    /// <summary>Sends a heartbeat with what the member owns or, if quiet, with nothing but its epoch.</summary>
    public ConsumerGroupHeartbeatResponse Beat(bool quiet = false) => Send(Request(Epoch) with { Owned = quiet ? null : Owned.ByTopic() });

    /// <summary>Sends heartbeats until the epoch and the partitions stay the same; gives up at once what is revoked.</summary>
    public TestMember Settle()
    {
        for (var (epoch, count) = (-1, -1); (epoch, count) != (Epoch, Owned.Count);)
        {
            (epoch, count) = (Epoch, Owned.Count);
            Assert.Equal(ErrorCode.None, Beat().Error);
        }

        return this;
    }

    public ConsumerGroupHeartbeatResponse Leave(int epoch = -1) => Send(Request(epoch));

    public ErrorCode Commit(long offset, int partition = 0, int? epoch = null, short version = 9) => group.Coordinator.Commit(
        new OffsetCommitRequest(
            GroupTesting.Group, epoch ?? Epoch, id, instance,
            [new OffsetCommitTopic("orders", [new OffsetCommitPartition(partition, offset, -1, "")])]),
        GroupTesting.Context(version)).Topics[0].Partitions[0].Error;

    /// <summary>Sends a heartbeat as it is, and keeps what the response says.</summary>
    public ConsumerGroupHeartbeatResponse Send(ConsumerGroupHeartbeatRequest request, short version = 1)
    {
        var answer = group.Coordinator.Heartbeat(request, GroupTesting.Context(version));
        if (answer.Error == ErrorCode.None)
            Epoch = answer.MemberEpoch;
        if (answer.Assignment is { } assignment)
            Owned = [.. assignment.ToSet()];

        return answer;
    }

    public ConsumerGroupHeartbeatRequest Request(int epoch) => new(
        GroupTesting.Group, id, epoch, instance, RackId: null, RebalanceTimeoutMs: -1, TopicNames: null, TopicRegex: null,
        ServerAssignor: null, Owned: null);
}
