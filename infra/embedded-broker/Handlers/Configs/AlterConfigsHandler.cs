using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Configs;

namespace MsaSample.Broker.Handlers.Configs;

/// <summary>AlterConfigs: replaces all settings.</summary>
internal sealed class AlterConfigsHandler(ConfigChanges changes) : IHandler<AlterConfigsRequest, AlterConfigsResponse>
{
    public Task<AlterConfigsResponse?> HandleAsync(AlterConfigsRequest request, RequestContext context, CancellationToken cancellationToken) =>
        Task.FromResult<AlterConfigsResponse?>(new AlterConfigsResponse(
            [.. request.Resources.Select(resource => changes.Replace(resource, request.ValidateOnly))]));
}
