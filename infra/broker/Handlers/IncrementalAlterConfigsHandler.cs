using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers;

/// <summary>IncrementalAlterConfigs: changes single settings.</summary>
internal sealed class IncrementalAlterConfigsHandler(ConfigChanges changes)
    : IHandler<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse>
{
    public Task<IncrementalAlterConfigsResponse?> HandleAsync(
        IncrementalAlterConfigsRequest request, RequestContext context, CancellationToken cancellationToken) =>
        Task.FromResult<IncrementalAlterConfigsResponse?>(new IncrementalAlterConfigsResponse(
            [.. request.Resources.Select(resource => changes.Apply(resource, request.ValidateOnly))]));
}
