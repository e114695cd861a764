using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Handlers.Groups;

/// <summary>Heartbeat.</summary>
internal sealed class HeartbeatHandler(GroupCoordinator groups) : IHandler<HeartbeatRequest, HeartbeatResponse>
{
    public Task<HeartbeatResponse?> HandleAsync(HeartbeatRequest request, RequestContext context, CancellationToken cancellationToken) =>
        Task.FromResult<HeartbeatResponse?>(new HeartbeatResponse(groups.Find(request.GroupId)?.Classic?.Heartbeat(request) ?? ErrorCode.UnknownMemberId));
}
