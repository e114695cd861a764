using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Handlers.Groups;

/// <summary>Heartbeat.</summary>
internal sealed class HeartbeatHandler(GroupCoordinator groups) : IHandler<HeartbeatRequest, HeartbeatResponse>
{
    public HeartbeatResponse Handle(HeartbeatRequest request, RequestContext context) =>
        new(groups.Find(request.GroupId)?.Classic?.Heartbeat(request) ?? ErrorCode.UnknownMemberId);
}
