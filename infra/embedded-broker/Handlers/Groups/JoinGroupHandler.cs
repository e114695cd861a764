// Left out: the client's reason (v8), which Kafka only logs.
using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Handlers.Groups;

/// <summary>JoinGroup: waits until all members have joined. A client that disconnects stays a member until its session times out.</summary>
internal sealed class JoinGroupHandler(GroupCoordinator groups) : IAsyncHandler<JoinGroupRequest, JoinGroupResponse>
{
    public async Task<JoinGroupResponse> HandleAsync(
        JoinGroupRequest request, RequestContext context, CancellationToken cancellationToken) =>
        await groups.Join(request, context).WaitAsync(cancellationToken);
}
