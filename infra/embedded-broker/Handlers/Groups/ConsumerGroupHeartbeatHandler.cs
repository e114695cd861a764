using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Handlers.Groups;

/// <summary>ConsumerGroupHeartbeat: joins, keeps, changes and ends a membership of the consumer protocol.</summary>
internal sealed class ConsumerGroupHeartbeatHandler(GroupCoordinator groups) : IHandler<ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse>
{
    public ConsumerGroupHeartbeatResponse Handle(ConsumerGroupHeartbeatRequest request, RequestContext context) =>
        groups.Heartbeat(request, context);
}
