using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Handlers.Groups;

/// <summary>Heartbeat: keeps a member of a classic group alive, and tells it of a rebalance.</summary>
internal sealed class HeartbeatHandler(GroupCoordinator groups) : IHandler<HeartbeatRequest, HeartbeatResponse>
{
    public HeartbeatResponse Handle(HeartbeatRequest request, RequestContext context) =>
        new(groups.Find(request.GroupId)?.Classic?.Heartbeat(request) ?? ErrorCode.UnknownMemberId);
}
