using MsaSample.Broker.Hosting;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Clients;

/// <summary>A broker that the contract tests run against.</summary>
public interface IBrokerUnderTest
{
    /// <summary><c>host:port</c>.</summary>
    string BootstrapServers { get; }
}

/// <summary>This broker, in the test's process.</summary>
public sealed class EmbeddedBrokerFixture : IBrokerUnderTest, IAsyncLifetime
{
    private EmbeddedBroker? _broker;

    public string BootstrapServers => _broker!.BootstrapServers;

    public async ValueTask InitializeAsync() => _broker = await EmbeddedBroker.StartNewAsync();

    public async ValueTask DisposeAsync() => await _broker!.DisposeAsync();
}

/// <summary>A real Apache Kafka, where KAFKA_HOME names one; without it nothing is started and the tests skip.</summary>
public sealed class ApacheKafkaFixture : IBrokerUnderTest, IAsyncLifetime
{
    private ApacheKafka? _kafka;

    public string BootstrapServers => _kafka!.BootstrapServers;

    public async ValueTask InitializeAsync()
    {
        if (Missing.ApacheKafka is null)
            _kafka = await ApacheKafka.StartAsync(nodes: 1);
    }

    public async ValueTask DisposeAsync()
    {
        if (_kafka is not null)
            await _kafka.DisposeAsync();
    }
}
