using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Handlers.Groups;

/// <summary>ConsumerGroupDescribe: clients that are told "not found" of a classic group go on with DescribeGroups.</summary>
internal sealed class ConsumerGroupDescribeHandler(GroupCoordinator groups) : IHandler<ConsumerGroupDescribeRequest, ConsumerGroupDescribeResponse>
{
    public ConsumerGroupDescribeResponse Handle(ConsumerGroupDescribeRequest request, RequestContext context) =>
        new([.. request.GroupIds.Select(Describe)]);

    private DescribedConsumerGroup Describe(string groupId) => groups.Find(groupId) switch
    {
        null => DescribedConsumerGroup.Failed(groupId, ErrorCode.GroupIdNotFound, $"Group {groupId} not found."),
        { Consumer: { } group } => group.Describe(),
        _ => DescribedConsumerGroup.Failed(groupId, ErrorCode.GroupIdNotFound, $"Group {groupId} is not a consumer group."),
    };
}
