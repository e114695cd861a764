using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Handlers.Groups;

/// <summary>SyncGroup: waits until the group's leader has sent the assignments.</summary>
internal sealed class SyncGroupHandler(GroupCoordinator groups) : IAsyncHandler<SyncGroupRequest, SyncGroupResponse>
{
    public async Task<SyncGroupResponse> HandleAsync(
        SyncGroupRequest request, RequestContext context, CancellationToken cancellationToken) =>
        groups.Find(request.GroupId)?.Classic is { } group
            ? await group.Sync(request).WaitAsync(cancellationToken)
            : SyncGroupResponse.Failed(ErrorCode.UnknownMemberId);
}
