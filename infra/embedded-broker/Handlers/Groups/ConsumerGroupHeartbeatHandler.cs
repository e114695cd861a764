using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Handlers.Groups;

/// <summary>ConsumerGroupHeartbeat: joins, keeps, changes and ends a membership of the consumer protocol.</summary>
internal sealed class ConsumerGroupHeartbeatHandler(GroupCoordinator groups) : IHandler<ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse>
{
    public Task<ConsumerGroupHeartbeatResponse?> HandleAsync(
        ConsumerGroupHeartbeatRequest request, RequestContext context, CancellationToken cancellationToken) =>
        Task.FromResult<ConsumerGroupHeartbeatResponse?>(groups.Heartbeat(request, context));
}
