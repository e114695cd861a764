using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Security;

namespace MsaSample.Broker.Handlers.Security;

/// <summary>DescribeAcls: every user may do everything, and the answer is that of a Kafka without an authorizer.</summary>
internal sealed class DescribeAclsHandler : IHandler<DescribeAclsRequest, DescribeAclsResponse>
{
    public Task<DescribeAclsResponse?> HandleAsync(DescribeAclsRequest request, RequestContext context, CancellationToken cancellationToken) =>
        Task.FromResult<DescribeAclsResponse?>(new DescribeAclsResponse(ErrorCode.SecurityDisabled, "No Authorizer is configured on the broker"));
}
