using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Cluster;

namespace MsaSample.Broker.Handlers.Cluster;

/// <summary>ListPartitionReassignments: none.</summary>
internal sealed class ListPartitionReassignmentsHandler : IHandler<ListPartitionReassignmentsRequest, ListPartitionReassignmentsResponse>
{
    public ListPartitionReassignmentsResponse Handle(ListPartitionReassignmentsRequest request, RequestContext context) => new();
}
