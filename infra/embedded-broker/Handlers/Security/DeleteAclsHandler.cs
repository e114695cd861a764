// Left out: access control.
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Security;

namespace MsaSample.Broker.Handlers.Security;

/// <summary>DeleteAcls: refuses each filter, as a Kafka without an authorizer does.</summary>
internal sealed class DeleteAclsHandler : IHandler<DeleteAclsRequest, DeleteAclsResponse>
{
    private static readonly DeleteAclsResult Refused = new(ErrorCode.SecurityDisabled, "No Authorizer is configured.");

    public DeleteAclsResponse Handle(DeleteAclsRequest request, RequestContext context) => new([.. request.Filters.Select(_ => Refused)]);
}
