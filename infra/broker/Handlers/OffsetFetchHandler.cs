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
        var group = groups.Find(asked.GroupId);
        var topics = asked.Topics ?? [.. (group?.CommittedPartitions() ?? [])
            .GroupBy(static partition => partition.Topic, static partition => partition.Partition)
            .Select(static topic => new OffsetFetchTopic(topic.Key, [.. topic]))];
        return new OffsetFetchGroupResult(asked.GroupId, [.. topics.Select(topic => new OffsetFetchTopicResult(
            topic.Name, [.. topic.Partitions.Select(index => Answer(group, topic.Name, index))]))]);
    }

    private static OffsetFetchPartitionResult Answer(ClassicGroup? group, string topic, int index) =>
        group?.FindOffset(new TopicPartition(topic, index)) is { } committed
            ? new OffsetFetchPartitionResult(index, committed.Offset, committed.LeaderEpoch, committed.Metadata)
            : OffsetFetchPartitionResult.None(index);
}
