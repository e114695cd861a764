namespace MsaSample.Broker.Tests.Clients;

/// <summary>The contract, kept by this broker.</summary>
public sealed class EmbeddedBrokerContractTests(EmbeddedBrokerFixture broker) : KafkaBrokerContract(broker), IClassFixture<EmbeddedBrokerFixture>;

/// <summary>The contract, checked against Apache Kafka.</summary>
public sealed class ApacheKafkaContractTests(ApacheKafkaFixture broker) : KafkaBrokerContract(broker);

/// <summary>kafka-python's contract, kept by this broker.</summary>
public sealed class EmbeddedBrokerPythonTests(EmbeddedBrokerFixture broker, ScriptRun run)
    : PythonContract(broker, run), IClassFixture<EmbeddedBrokerFixture>;

/// <summary>kafka-python's contract, checked against Apache Kafka.</summary>
public sealed class ApacheKafkaPythonTests(ApacheKafkaFixture broker, ScriptRun run) : PythonContract(broker, run);

/// <summary>kcat's contract, kept by this broker.</summary>
public sealed class EmbeddedBrokerKcatTests(EmbeddedBrokerFixture broker) : KcatContract(broker), IClassFixture<EmbeddedBrokerFixture>;

/// <summary>kcat's contract, checked against Apache Kafka.</summary>
public sealed class ApacheKafkaKcatTests(ApacheKafkaFixture broker) : KcatContract(broker);
