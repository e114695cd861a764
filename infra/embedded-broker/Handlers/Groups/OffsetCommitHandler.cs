// Left out: retention_time_ms of v2-4 (the broker's retention applies, as in Kafka since 2.1).
using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Handlers.Groups;

/// <summary>OffsetCommit: commits offsets for a member, or for a tool while the group has no members.</summary>
internal sealed class OffsetCommitHandler(GroupCoordinator groups) : IHandler<OffsetCommitRequest, OffsetCommitResponse>
{
    public OffsetCommitResponse Handle(OffsetCommitRequest request, RequestContext context) => groups.Commit(request, context);
}
