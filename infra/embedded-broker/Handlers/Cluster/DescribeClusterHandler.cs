using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Cluster;

namespace MsaSample.Broker.Handlers.Cluster;

/// <summary>DescribeCluster: the one node.</summary>
internal sealed class DescribeClusterHandler(BrokerNode node) : IHandler<DescribeClusterRequest, DescribeClusterResponse>
{
    public Task<DescribeClusterResponse?> HandleAsync(DescribeClusterRequest request, RequestContext context, CancellationToken cancellationToken)
    {
        var error = request.EndpointType == DescribeClusterRequest.Brokers ? ErrorCode.None : ErrorCode.MismatchedEndpointType;
        return Task.FromResult<DescribeClusterResponse?>(new DescribeClusterResponse(
            error,
            error == ErrorCode.None ? null : "The endpoint is a broker, not a controller.",
            request.EndpointType,
            node.ClusterId,
            BrokerNode.Id,
            error == ErrorCode.None ? [node.Describe()] : []));
    }
}
