namespace MsaSample.EndToEnd.Tests;

/// <summary>The suite on SQLite and the embedded parts.</summary>
public sealed class OnEmbeddedParts(EmbeddedLane lane) : OrderSystemSuite(lane), IClassFixture<EmbeddedLane>;

/// <summary>The suite on MariaDB and the embedded broker.</summary>
public sealed class OnMariaDb(MariaDbLane lane) : OrderSystemSuite(lane), IClassFixture<MariaDbLane>;

/// <summary>The suite on MariaDB and Apache Kafka.</summary>
public sealed class OnApacheKafka(ApacheKafkaLane lane) : OrderSystemSuite(lane), IClassFixture<ApacheKafkaLane>;

/// <summary>The suite with a stock Eureka server.</summary>
public sealed class OnStockEureka(StockEurekaLane lane) : OrderSystemSuite(lane), IClassFixture<StockEurekaLane>;
