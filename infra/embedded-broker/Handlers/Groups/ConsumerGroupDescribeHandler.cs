// Left out: authorized operations (there is no access control).
using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Handlers.Groups;

/// <summary>
/// ConsumerGroupDescribe: describes groups of the consumer protocol. For a classic group clients fall back to DescribeGroups.
/// </summary>
internal sealed class ConsumerGroupDescribeHandler(GroupCoordinator groups)
    : IHandler<ConsumerGroupDescribeRequest, ConsumerGroupDescribeResponse>
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
