using MsaSample.Broker.Hosting;

namespace MsaSample.Broker.Tests.Clients;

/// <summary>This broker with short times for members of the consumer protocol.</summary>
public sealed class QuickGroupsBroker : IBrokerUnderTest, IAsyncLifetime
{
    private EmbeddedBroker? _broker;

    public string BootstrapServers => _broker!.BootstrapServers;

    public ValueTask StartAsync() => ValueTask.CompletedTask;

    public async ValueTask InitializeAsync() => _broker = await EmbeddedBroker.StartNewAsync(o =>
        (o.Groups.ConsumerHeartbeatInterval, o.Groups.ConsumerSessionTimeout) = (TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(3)));

    public async ValueTask DisposeAsync() => await _broker!.DisposeAsync();
}

/// <summary>The contract of the consumer protocol, kept by this broker.</summary>
public sealed class EmbeddedBrokerConsumerProtocolTests(QuickGroupsBroker broker)
    : ConsumerProtocolContract(broker), IClassFixture<QuickGroupsBroker>;

/// <summary>The contract of the consumer protocol, checked against Apache Kafka.</summary>
public sealed class ApacheKafkaConsumerProtocolTests(ApacheKafkaFixture broker) : ConsumerProtocolContract(broker);
