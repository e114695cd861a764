using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Configs;

namespace MsaSample.Broker.Handlers.Configs;

/// <summary>IncrementalAlterConfigs: changes single settings.</summary>
internal sealed class IncrementalAlterConfigsHandler(ConfigChanges changes)
    : IHandler<IncrementalAlterConfigsRequest, AlterConfigsResponse>
{
    public Task<AlterConfigsResponse?> HandleAsync(
        IncrementalAlterConfigsRequest request, RequestContext context, CancellationToken cancellationToken) =>
        Task.FromResult<AlterConfigsResponse?>(new AlterConfigsResponse(
            [.. request.Resources.Select(resource => changes.Apply(resource, request.ValidateOnly))]));
}
