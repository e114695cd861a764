using MsaSample.Broker.Hosting;
using MsaSample.Testing;

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

/// <summary>Apache Kafka with the same short times.</summary>
public sealed class QuickGroupsApacheKafka : IBrokerUnderTest, IAsyncDisposable
{
    private ApacheKafka? _kafka;

    public string BootstrapServers => _kafka!.BootstrapServers;

    public async ValueTask StartAsync()
    {
        Requires.ApacheKafka();
        _kafka ??= await ApacheKafka.StartAsync(
            nodes: 1,
            [
                "group.consumer.min.heartbeat.interval.ms=300", "group.consumer.heartbeat.interval.ms=300",
                "group.consumer.min.session.timeout.ms=3000", "group.consumer.session.timeout.ms=3000",
                "group.consumer.regex.refresh.interval.ms=10000", "group.consumer.migration.policy=disabled",
            ]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_kafka is not null)
            await _kafka.DisposeAsync();
    }
}

/// <summary>The contract of the consumer protocol, kept by this broker.</summary>
public sealed class EmbeddedBrokerConsumerProtocolTests(QuickGroupsBroker broker) : ConsumerProtocolContract(broker), IClassFixture<QuickGroupsBroker>;

/// <summary>The contract of the consumer protocol, checked against Apache Kafka.</summary>
public sealed class ApacheKafkaConsumerProtocolTests(QuickGroupsApacheKafka broker)
    : ConsumerProtocolContract(broker), IClassFixture<QuickGroupsApacheKafka>;
