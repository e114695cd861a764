using MsaSample.Broker.Hosting;

namespace MsaSample.Broker.Tests.Network;

/// <summary>One broker for a class of tests.</summary>
public sealed class BrokerFixture : IAsyncLifetime
{
    public EmbeddedBroker Broker { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Broker = await EmbeddedBroker.StartNewAsync();

    public async ValueTask DisposeAsync() => await Broker.DisposeAsync();
}
