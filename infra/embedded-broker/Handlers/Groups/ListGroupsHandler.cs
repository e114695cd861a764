using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Handlers.Groups;

/// <summary>ListGroups: lists the groups whose state and type pass the filters; an empty filter passes every group.</summary>
internal sealed class ListGroupsHandler(GroupCoordinator groups) : IHandler<ListGroupsRequest, ListGroupsResponse>
{
    public ListGroupsResponse Handle(ListGroupsRequest request, RequestContext context) =>
        new(ErrorCode.None, [.. groups.Groups
            .Select(static group => group.List())
            .Where(group => Passes(request.StatesFilter, group.State) && Passes(request.TypesFilter, group.Type))]);

    private static bool Passes(IReadOnlyList<string> filter, string value) =>
        filter.Count == 0 || filter.Contains(value, StringComparer.OrdinalIgnoreCase);
}
