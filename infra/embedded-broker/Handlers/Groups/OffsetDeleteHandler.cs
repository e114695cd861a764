using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers.Groups;

/// <summary>OffsetDelete: deletes committed offsets of topics that no member is subscribed to.</summary>
internal sealed class OffsetDeleteHandler(GroupCoordinator groups) : IHandler<OffsetDeleteRequest, OffsetDeleteResponse>
{
    public OffsetDeleteResponse Handle(OffsetDeleteRequest request, RequestContext context)
    {
        var group = groups.Find(request.GroupId);
        var error = group?.Offsets.CheckDelete() ?? ErrorCode.GroupIdNotFound;
        return error != ErrorCode.None
            ? new OffsetDeleteResponse(error, [])
            : new OffsetDeleteResponse(ErrorCode.None, [.. request.Topics.Select(topic => Delete(group!, topic))]);
    }

    private OffsetDeleteTopicResult Delete(Group group, OffsetDeleteTopic topic) => new(
        topic.Name,
        [.. topic.Partitions.Select(index => new TopicPartition(topic.Name, index)).Select(partition => new OffsetDeletePartitionResult(
            partition.Partition, groups.Exists(partition) ? group.Offsets.Delete(partition) : ErrorCode.UnknownTopicOrPartition))]);
}
