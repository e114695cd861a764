// Left out: everything but the settings of topics.
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Configs;

namespace MsaSample.Broker.Handlers.Configs;

/// <summary>AlterConfigs: replaces all settings of a topic; those that are not named get their defaults.</summary>
internal sealed class AlterConfigsHandler(ConfigChanges changes) : IHandler<AlterConfigsRequest, AlterConfigsResponse>
{
    public AlterConfigsResponse Handle(AlterConfigsRequest request, RequestContext context) =>
        new([.. request.Resources.Select(resource => changes.Replace(resource, request.ValidateOnly))]);
}
