namespace MsaSample.Broker.Tests.Clients;

/// <summary>The contract, kept by this broker.</summary>
public sealed class EmbeddedBrokerContractTests(EmbeddedBrokerFixture broker)
    : KafkaBrokerContract(broker), IClassFixture<EmbeddedBrokerFixture>;

/// <summary>The contract, checked against Apache Kafka.</summary>
public sealed class ApacheKafkaContractTests(ApacheKafkaFixture broker) : KafkaBrokerContract(broker);

/// <summary>The contract of the log, kept by this broker.</summary>
public sealed class EmbeddedBrokerLogTests(EmbeddedBrokerFixture broker) : LogContract(broker), IClassFixture<EmbeddedBrokerFixture>;

/// <summary>The contract of the log, checked against Apache Kafka.</summary>
public sealed class ApacheKafkaLogTests(ApacheKafkaFixture broker) : LogContract(broker);

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

/// <summary>The Java clients' contract, kept by this broker.</summary>
public sealed class EmbeddedBrokerJavaTests(EmbeddedBrokerFixture broker, ScriptRun run)
    : JavaContract(broker, run), IClassFixture<EmbeddedBrokerFixture>;

/// <summary>The Java clients' contract, checked against Apache Kafka.</summary>
public sealed class ApacheKafkaJavaTests(ApacheKafkaFixture broker, ScriptRun run) : JavaContract(broker, run);

/// <summary>Kafka Connect on this broker.</summary>
public sealed class EmbeddedBrokerConnectTests(EmbeddedBrokerFixture broker)
    : ConnectContract(broker), IClassFixture<EmbeddedBrokerFixture>;

/// <summary>Kafka Connect on Apache Kafka.</summary>
public sealed class ApacheKafkaConnectTests(ApacheKafkaFixture broker) : ConnectContract(broker);

/// <summary>What the clients read of each other through this broker.</summary>
public sealed class EmbeddedBrokerCrossReadTests(EmbeddedBrokerFixture broker, CrossReading records)
    : CrossReadContract(broker, records), IClassFixture<EmbeddedBrokerFixture>;

/// <summary>What the clients read of each other through Apache Kafka.</summary>
public sealed class ApacheKafkaCrossReadTests(ApacheKafkaFixture broker, CrossReading records) : CrossReadContract(broker, records);
