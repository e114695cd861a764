using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers;

/// <summary>IncrementalAlterConfigs: changes single settings.</summary>
internal sealed class IncrementalAlterConfigsHandler(ConfigChanges changes)
    : IHandler<IncrementalAlterConfigsRequest, AlterConfigsResponse>
{
    public Task<AlterConfigsResponse?> HandleAsync(
        IncrementalAlterConfigsRequest request, RequestContext context, CancellationToken cancellationToken) =>
        Task.FromResult<AlterConfigsResponse?>(new AlterConfigsResponse(
            [.. request.Resources.Select(resource => changes.Apply(resource, request.ValidateOnly))]));
}
