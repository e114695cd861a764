using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Security;

namespace MsaSample.Broker.Handlers.Security;

/// <summary>DescribeAcls: every user may do everything, and the answer is that of a Kafka without an authorizer.</summary>
internal sealed class DescribeAclsHandler : IHandler<DescribeAclsRequest, DescribeAclsResponse>
{
    public DescribeAclsResponse Handle(DescribeAclsRequest request, RequestContext context) =>
        new(ErrorCode.SecurityDisabled, "No Authorizer is configured on the broker");
}
