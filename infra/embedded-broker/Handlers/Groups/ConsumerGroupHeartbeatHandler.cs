// Left out: assignment by rack (rack_id is stored and described only), the online change from the classic protocol.
using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Handlers.Groups;

/// <summary>ConsumerGroupHeartbeat: joins a group, keeps or changes the membership, and leaves (consumer protocol, KIP-848).</summary>
internal sealed class ConsumerGroupHeartbeatHandler(GroupCoordinator groups)
    : IHandler<ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse>
{
    public ConsumerGroupHeartbeatResponse Handle(ConsumerGroupHeartbeatRequest request, RequestContext context) =>
        groups.Heartbeat(request, context);
}
