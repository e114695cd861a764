// Left out: access control.
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Security;

namespace MsaSample.Broker.Handlers.Security;

/// <summary>DescribeAcls: answers as a Kafka without an authorizer does. Every user may do everything.</summary>
internal sealed class DescribeAclsHandler : IHandler<DescribeAclsRequest, DescribeAclsResponse>
{
    public DescribeAclsResponse Handle(DescribeAclsRequest request, RequestContext context) =>
        new(ErrorCode.SecurityDisabled, "No Authorizer is configured on the broker");
}
