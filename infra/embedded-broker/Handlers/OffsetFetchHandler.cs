using MsaSample.Broker.Groups;
using MsaSample.Broker.Groups.Offsets;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers;

/// <summary>OffsetFetch: what groups have committed; offset -1 where there is nothing.</summary>
internal sealed class OffsetFetchHandler(GroupCoordinator groups) : IHandler<OffsetFetchRequest, OffsetFetchResponse>
{
    public Task<OffsetFetchResponse?> HandleAsync(OffsetFetchRequest request, RequestContext context, CancellationToken cancellationToken) =>
        Task.FromResult<OffsetFetchResponse?>(new OffsetFetchResponse([.. request.Groups.Select(group => Answer(group, request.RequireStable))]));

    private OffsetFetchGroupResult Answer(OffsetFetchGroup asked, bool requireStable)
    {
        if (groups.Find(asked.GroupId) is not { } group)
            return Answer(asked, asked.Topics ?? [], static (_, index) => OffsetFetchPartitionResult.None(index));

        lock (group.Lock)
        {
            var error = group.Protocol.CheckFetch(asked.MemberId, asked.MemberEpoch);
            if (error != ErrorCode.None)
                return new OffsetFetchGroupResult(asked.GroupId, [], error);

            var topics = asked.Topics ?? [.. group.Offsets.Partitions
                .GroupBy(static partition => partition.Topic, static partition => partition.Partition)
                .Select(static topic => new OffsetFetchTopic(topic.Key, [.. topic]))];
            return Answer(asked, topics, (topic, index) => Answer(group.Offsets, new TopicPartition(topic, index), requireStable));
        }
    }

    private static OffsetFetchGroupResult Answer(
        OffsetFetchGroup asked, IReadOnlyList<OffsetFetchTopic> topics, Func<string, int, OffsetFetchPartitionResult> find) =>
        new(asked.GroupId, [.. topics.Select(topic => new OffsetFetchTopicResult(
            topic.Name, [.. topic.Partitions.Select(index => find(topic.Name, index))]))]);

    // Where a transaction may still change the offset, a reader that must not read twice has to wait (KIP-447).
    private static OffsetFetchPartitionResult Answer(GroupOffsets offsets, TopicPartition partition, bool requireStable)
    {
        if (requireStable && offsets.IsUnstable(partition))
            return OffsetFetchPartitionResult.None(partition.Partition, ErrorCode.UnstableOffsetCommit);

        return offsets.Find(partition) is { } committed
            ? new OffsetFetchPartitionResult(partition.Partition, committed.Offset, committed.LeaderEpoch, committed.Metadata)
            : OffsetFetchPartitionResult.None(partition.Partition);
    }
}
