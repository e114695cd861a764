using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Handlers.Groups;

/// <summary>OffsetFetch: returns committed offsets; -1 for partitions without one.</summary>
internal sealed class OffsetFetchHandler(GroupCoordinator groups) : IHandler<OffsetFetchRequest, OffsetFetchResponse>
{
    public OffsetFetchResponse Handle(OffsetFetchRequest request, RequestContext context) =>
        new([.. request.Groups.Select(group => Answer(group, request.RequireStable))]);

    private OffsetFetchGroupResult Answer(OffsetFetchGroup asked, bool requireStable) =>
        groups.Find(asked.GroupId)?.Offsets.Fetch(asked, requireStable)
        ?? new OffsetFetchGroupResult(asked.GroupId, [.. (asked.Topics ?? []).Select(static topic => new OffsetFetchTopicResult(
            topic.Name, [.. topic.Partitions.Select(static index => OffsetFetchPartitionResult.None(index))]))]);
}
