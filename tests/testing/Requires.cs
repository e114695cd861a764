using Xunit;

namespace MsaSample.Testing;

/// <summary>Skips a test, with the reason and what to do, where something that it needs is missing.</summary>
public static class Requires
{
    /// <summary>mariadbd and mariadb-install-db are installed.</summary>
    public static void MariaDb() => NoneMissing(Missing.MariaDb);

    /// <summary>KAFKA_HOME names an Apache Kafka with the script <c>kafka-local</c>, and Java is installed.</summary>
    public static void ApacheKafka() => NoneMissing(Missing.ApacheKafka);

    /// <summary>As <see cref="ApacheKafka"/>, and Java can compile, for tests that run programs with Kafka's Java client.</summary>
    public static void ApacheKafkaClients() => NoneMissing(Missing.ApacheKafka, Missing.JavaCompiler);

    /// <summary>EUREKA_HOME names a stock Eureka server with the script <c>start</c>, and Java is installed.</summary>
    public static void StockEureka() => NoneMissing(Missing.StockEureka);

    /// <summary>The command line client kcat is installed.</summary>
    public static void Kcat() => NoneMissing(Missing.Kcat);

    /// <summary>The system's Python has the package kafka-python.</summary>
    public static void PythonKafka() => NoneMissing(Missing.PythonKafka);

    /// <summary>Node.js is installed, and artifacts/node_modules has the clients of tests/broker.tests/Clients/node.</summary>
    public static void NodeClients() => NoneMissing(Missing.NodeClients);

    /// <summary>Skips the running test when one of the reasons is not null.</summary>
    public static void NoneMissing(params ReadOnlySpan<string?> reasons)
    {
        foreach (var reason in reasons) Assert.SkipWhen(reason is not null, reason ?? "");
    }
}
