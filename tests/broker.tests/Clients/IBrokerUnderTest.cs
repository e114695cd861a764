using MsaSample.Broker.Hosting;
using MsaSample.Broker.Storage;
using MsaSample.Testing;

[assembly: AssemblyFixture(typeof(MsaSample.Broker.Tests.Clients.ApacheKafkaFixture))]

namespace MsaSample.Broker.Tests.Clients;

/// <summary>A broker that the contract tests run against.</summary>
public interface IBrokerUnderTest
{
    /// <summary><c>host:port</c>, once it is started.</summary>
    string BootstrapServers { get; }

    /// <summary>Returns when the broker is ready. Skips the running test where the machine has no such broker.</summary>
    ValueTask StartAsync();
}

/// <summary>This broker, in the test's process: one for each class of tests.</summary>
public sealed class EmbeddedBrokerFixture : IBrokerUnderTest, IAsyncLifetime
{
    private static readonly TimeSpan OftenEnough = TimeSpan.FromMilliseconds(200);
    private EmbeddedBroker? _broker;

    public string BootstrapServers => _broker!.BootstrapServers;

    public ValueTask StartAsync() => ValueTask.CompletedTask;

    public async ValueTask InitializeAsync() => _broker = await EmbeddedBroker.StartNewAsync(
        o => o.Maintenance = StorageOptions.Default with { RetentionInterval = OftenEnough, CleanerInterval = OftenEnough });

    public async ValueTask DisposeAsync() => await _broker!.DisposeAsync();
}

/// <summary>A real Apache Kafka, where KAFKA_HOME names one: one for all classes, started for the first test that asks for it.</summary>
public sealed class ApacheKafkaFixture : IBrokerUnderTest, IAsyncDisposable
{
    // No test can wait for minutes: Kafka checks its logs soon after the start and often, and removes silent members quickly.
    private static readonly string[] Settings =
    [
        "log.initial.task.delay.ms=500", "log.retention.check.interval.ms=200", "log.cleaner.backoff.ms=200",
        "group.consumer.min.heartbeat.interval.ms=300", "group.consumer.heartbeat.interval.ms=300",
        "group.consumer.min.session.timeout.ms=3000", "group.consumer.session.timeout.ms=3000",
        "group.consumer.regex.refresh.interval.ms=10000", "group.consumer.migration.policy=disabled",
    ];

    private readonly Lazy<Task<ApacheKafka>> _kafka = new(() => ApacheKafka.StartAsync(nodes: 1, Settings));

    public string BootstrapServers => _kafka.Value.Result.BootstrapServers;

    public async ValueTask StartAsync()
    {
        Requires.ApacheKafka();
        await _kafka.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (_kafka.IsValueCreated)
            await (await _kafka.Value).DisposeAsync();
    }
}
