using MsaSample.Broker.Protocol.Messages.Configs;

namespace MsaSample.Broker.Handlers.Configs;

/// <summary>The node's settings. Each part of the broker has options of its own; who composes them describes all of them here.</summary>
internal interface INodeConfigs
{
    IEnumerable<DescribedConfig> Describe();
}
