using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Handlers.Groups;

/// <summary>LeaveGroup: up to v2 the one member's error is the response's.</summary>
internal sealed class LeaveGroupHandler(GroupCoordinator groups) : IHandler<LeaveGroupRequest, LeaveGroupResponse>
{
    public LeaveGroupResponse Handle(LeaveGroupRequest request, RequestContext context)
    {
        if (groups.Find(request.GroupId)?.Classic is not { } group)
            return new LeaveGroupResponse(ErrorCode.UnknownMemberId, []);

        var members = group.Leave(request.Members);
        return new LeaveGroupResponse(context.ApiVersion <= 2 ? members[0].Error : ErrorCode.None, members);
    }
}
