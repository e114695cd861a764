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

/// <summary>What Apache Kafka's tools print of this broker.</summary>
public sealed class EmbeddedBrokerToolsTests(EmbeddedBrokerFixture broker, KafkaTools tools)
    : KafkaToolsContract(broker, tools), IClassFixture<EmbeddedBrokerFixture>;

/// <summary>What Apache Kafka's tools print of Apache Kafka.</summary>
public sealed class ApacheKafkaToolsTests(ApacheKafkaFixture broker, KafkaTools tools) : KafkaToolsContract(broker, tools);

/// <summary>kafkajs' contract, kept by this broker.</summary>
public sealed class EmbeddedBrokerKafkaJsTests(EmbeddedBrokerFixture broker, ScriptRun run)
    : KafkaJsContract(broker, run), IClassFixture<EmbeddedBrokerFixture>;

/// <summary>kafkajs' contract, checked against Apache Kafka.</summary>
public sealed class ApacheKafkaKafkaJsTests(ApacheKafkaFixture broker, ScriptRun run) : KafkaJsContract(broker, run);

/// <summary>The contract of @platformatic/kafka, kept by this broker.</summary>
public sealed class EmbeddedBrokerPlatformaticTests(EmbeddedBrokerFixture broker, ScriptRun run)
    : PlatformaticContract(broker, run), IClassFixture<EmbeddedBrokerFixture>;

/// <summary>The contract of @platformatic/kafka, checked against Apache Kafka.</summary>
public sealed class ApacheKafkaPlatformaticTests(ApacheKafkaFixture broker, ScriptRun run) : PlatformaticContract(broker, run);
