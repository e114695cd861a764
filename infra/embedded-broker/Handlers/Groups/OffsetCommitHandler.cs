using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Handlers.Groups;

/// <summary>OffsetCommit: by members, and by tools while the group has none.</summary>
internal sealed class OffsetCommitHandler(GroupCoordinator groups) : IHandler<OffsetCommitRequest, OffsetCommitResponse>
{
    public OffsetCommitResponse Handle(OffsetCommitRequest request, RequestContext context) => groups.Commit(request, context);
}
