// Left out: racks and authorized operations (one node, no access control).
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Cluster;

namespace MsaSample.Broker.Handlers.Cluster;

/// <summary>DescribeCluster: describes the node.</summary>
internal sealed class DescribeClusterHandler(BrokerNode node) : IHandler<DescribeClusterRequest, DescribeClusterResponse>
{
    public DescribeClusterResponse Handle(DescribeClusterRequest request, RequestContext context)
    {
        var error = request.EndpointType == DescribeClusterRequest.Brokers ? ErrorCode.None : ErrorCode.MismatchedEndpointType;
        return new DescribeClusterResponse(
            error,
            error == ErrorCode.None ? null : "The endpoint is a broker, not a controller.",
            request.EndpointType,
            node.ClusterId,
            BrokerNode.Id,
            error == ErrorCode.None ? [node.Describe()] : []);
    }
}
