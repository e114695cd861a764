// Left out: reassignments (one node has nowhere to move a partition to).
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Cluster;

namespace MsaSample.Broker.Handlers.Cluster;

/// <summary>ListPartitionReassignments: answers that none is under way.</summary>
internal sealed class ListPartitionReassignmentsHandler : IHandler<ListPartitionReassignmentsRequest, ListPartitionReassignmentsResponse>
{
    public ListPartitionReassignmentsResponse Handle(ListPartitionReassignmentsRequest request, RequestContext context) => new();
}
