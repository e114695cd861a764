using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Cluster;

namespace MsaSample.Broker.Handlers.Cluster;

/// <summary>ListPartitionReassignments: none.</summary>
internal sealed class ListPartitionReassignmentsHandler : IHandler<ListPartitionReassignmentsRequest, ListPartitionReassignmentsResponse>
{
    public Task<ListPartitionReassignmentsResponse?> HandleAsync(
        ListPartitionReassignmentsRequest request, RequestContext context, CancellationToken cancellationToken) =>
        Task.FromResult<ListPartitionReassignmentsResponse?>(new ListPartitionReassignmentsResponse());
}
