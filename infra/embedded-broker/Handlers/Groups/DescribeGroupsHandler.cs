// Left out: authorized operations of v3 and later (there is no access control).
using MsaSample.Broker.Groups;
using MsaSample.Broker.Groups.ClassicProtocol;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Handlers.Groups;

/// <summary>DescribeGroups: describes classic groups. Any other group is answered as "Dead", from v6 on with GROUP_ID_NOT_FOUND.</summary>
internal sealed class DescribeGroupsHandler(GroupCoordinator groups) : IHandler<DescribeGroupsRequest, DescribeGroupsResponse>
{
    public DescribeGroupsResponse Handle(DescribeGroupsRequest request, RequestContext context) =>
        new([.. request.Groups.Select(id => Describe(id, context.ApiVersion))]);

    private DescribedGroup Describe(string groupId, short version) => groups.Find(groupId) switch
    {
        null => Unknown(groupId, $"Group {groupId} not found.", version),
        { Classic: { } group } => group.Describe(),
        _ => Unknown(groupId, $"Group {groupId} is not a classic group.", version),
    };

    private static DescribedGroup Unknown(string groupId, string message, short version)
    {
        var dead = new DescribedGroup(groupId, nameof(ClassicGroupState.Dead), ProtocolType: "", ProtocolData: "", Members: []);
        return version >= 6 ? dead with { Error = ErrorCode.GroupIdNotFound, ErrorMessage = message } : dead;
    }
}
