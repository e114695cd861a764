// Left out: everything but the settings of topics.
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Configs;

namespace MsaSample.Broker.Handlers.Configs;

/// <summary>IncrementalAlterConfigs: changes the named settings and leaves the others.</summary>
internal sealed class IncrementalAlterConfigsHandler(ConfigChanges changes) : IHandler<IncrementalAlterConfigsRequest, AlterConfigsResponse>
{
    public AlterConfigsResponse Handle(IncrementalAlterConfigsRequest request, RequestContext context) =>
        new([.. request.Resources.Select(resource => changes.Apply(resource, request.ValidateOnly))]);
}
