// Left out: the members' reasons (v5), which Kafka only logs.
using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Handlers.Groups;

/// <summary>LeaveGroup: removes members. Up to v2 the only member's error is the error of the response.</summary>
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
