using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;

namespace MsaSample.Broker.Handlers;

/// <summary>OffsetFetch: what groups have committed; offset -1 where there is nothing.</summary>
internal sealed class OffsetFetchHandler(GroupCoordinator groups) : IHandler<OffsetFetchRequest, OffsetFetchResponse>
{
    public Task<OffsetFetchResponse?> HandleAsync(OffsetFetchRequest request, RequestContext context, CancellationToken cancellationToken) =>
        Task.FromResult<OffsetFetchResponse?>(new OffsetFetchResponse([.. request.Groups.Select(Answer)]));

    private OffsetFetchGroupResult Answer(OffsetFetchGroup asked)
    {
        if (groups.Find(asked.GroupId) is not { } group)
            return Answer(asked, asked.Topics ?? [], static _ => null);

        lock (group.Lock)
        {
            var error = group.Protocol.CheckFetch(asked.MemberId, asked.MemberEpoch);
            if (error != ErrorCode.None)
                return new OffsetFetchGroupResult(asked.GroupId, [], error);

            var topics = asked.Topics ?? [.. group.Offsets.Partitions
                .GroupBy(static partition => partition.Topic, static partition => partition.Partition)
                .Select(static topic => new OffsetFetchTopic(topic.Key, [.. topic]))];
            return Answer(asked, topics, group.Offsets.Find);
        }
    }

    private static OffsetFetchGroupResult Answer(
        OffsetFetchGroup asked, IReadOnlyList<OffsetFetchTopic> topics, Func<TopicPartition, CommittedOffset?> find) =>
        new(asked.GroupId, [.. topics.Select(topic => new OffsetFetchTopicResult(topic.Name, [.. topic.Partitions.Select(index =>
            find(new TopicPartition(topic.Name, index)) is { } committed
                ? new OffsetFetchPartitionResult(index, committed.Offset, committed.LeaderEpoch, committed.Metadata)
                : OffsetFetchPartitionResult.None(index))]))]);
}
