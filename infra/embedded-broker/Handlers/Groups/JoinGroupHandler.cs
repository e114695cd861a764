using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Handlers.Groups;

/// <summary>JoinGroup: answered when the rebalance has all members. A client that hangs up stays a member until its session ends.</summary>
internal sealed class JoinGroupHandler(GroupCoordinator groups) : IAsyncHandler<JoinGroupRequest, JoinGroupResponse>
{
    public async Task<JoinGroupResponse> HandleAsync(JoinGroupRequest request, RequestContext context, CancellationToken cancellationToken) =>
        await groups.Join(request, context).WaitAsync(cancellationToken);
}
