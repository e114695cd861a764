using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Clients;

/// <summary>The contract, kept by this broker.</summary>
public sealed class EmbeddedBrokerContractTests(EmbeddedBrokerFixture broker) : KafkaBrokerContract(broker), IClassFixture<EmbeddedBrokerFixture>;

/// <summary>The contract, checked against Apache Kafka.</summary>
public sealed class ApacheKafkaContractTests(ApacheKafkaFixture broker)
    : KafkaBrokerContract(broker), IClassFixture<ApacheKafkaFixture>, IAsyncLifetime
{
    public ValueTask InitializeAsync()
    {
        Requires.ApacheKafka();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
