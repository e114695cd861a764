using MsaSample.Broker.Protocol.Messages.Configs;

namespace MsaSample.Broker.Handlers.Configs;

/// <summary>The node's settings. Each part of the broker has its own options; the part that composes them implements this.</summary>
internal interface INodeConfigs
{
    IEnumerable<DescribedConfig> Describe();
}
