using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Handlers.Groups;

/// <summary>DeleteGroups: deletes groups that have no members, with their committed offsets.</summary>
internal sealed class DeleteGroupsHandler(GroupCoordinator groups) : IHandler<DeleteGroupsRequest, DeleteGroupsResponse>
{
    public DeleteGroupsResponse Handle(DeleteGroupsRequest request, RequestContext context) =>
        new([.. request.Groups.Select(id => new DeletedGroup(id, groups.Delete(id)))]);
}
