// Left out: access control.
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Security;

namespace MsaSample.Broker.Handlers.Security;

/// <summary>CreateAcls: refuses each rule, as a Kafka without an authorizer does.</summary>
internal sealed class CreateAclsHandler : IHandler<CreateAclsRequest, CreateAclsResponse>
{
    private static readonly AclCreationResult Refused = new(ErrorCode.SecurityDisabled, "No Authorizer is configured.");

    public CreateAclsResponse Handle(CreateAclsRequest request, RequestContext context) => new([.. request.Creations.Select(_ => Refused)]);
}
