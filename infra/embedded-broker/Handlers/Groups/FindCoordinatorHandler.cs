// Left out: coordinators of share groups.
using MsaSample.Broker.Groups;
using MsaSample.Broker.Handlers.Cluster;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;
using MsaSample.Broker.Transactions;

namespace MsaSample.Broker.Handlers.Groups;

/// <summary>FindCoordinator: names the node, which coordinates every group and every transactional id.</summary>
internal sealed class FindCoordinatorHandler(GroupCoordinator groups, TransactionCoordinator transactions, BrokerNode node)
    : IHandler<FindCoordinatorRequest, FindCoordinatorResponse>
{
    public FindCoordinatorResponse Handle(FindCoordinatorRequest request, RequestContext context)
    {
        var error = request.Type switch
        {
            CoordinatorType.Group => groups.EnsureTopic(),
            CoordinatorType.Transaction => transactions.EnsureTopic(),
            _ => ErrorCode.InvalidRequest,
        };
        return new FindCoordinatorResponse([.. request.Keys.Select(key => error == ErrorCode.None
            ? new Coordinator(key, BrokerNode.Id, node.Host, node.Port)
            : new Coordinator(key, NodeId: -1, Host: "", Port: -1, error, $"No coordinator of type {request.Type}."))]);
    }
}
