using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;

namespace MsaSample.Broker.Handlers;

/// <summary>DescribeGroups: an unknown group is "Dead", from v6 on with an error.</summary>
internal sealed class DescribeGroupsHandler(GroupCoordinator groups) : IHandler<DescribeGroupsRequest, DescribeGroupsResponse>
{
    public Task<DescribeGroupsResponse?> HandleAsync(DescribeGroupsRequest request, RequestContext context, CancellationToken cancellationToken) =>
        Task.FromResult<DescribeGroupsResponse?>(new DescribeGroupsResponse(
            [.. request.Groups.Select(id => groups.Find(id)?.Classic?.Describe() ?? Unknown(id, context.ApiVersion))]));

    private static DescribedGroup Unknown(string groupId, short version)
    {
        var dead = new DescribedGroup(groupId, nameof(GroupState.Dead), ProtocolType: "", ProtocolData: "", Members: []);
        return version >= 6 ? dead with { Error = ErrorCode.GroupIdNotFound, ErrorMessage = $"Group {groupId} not found." } : dead;
    }
}
