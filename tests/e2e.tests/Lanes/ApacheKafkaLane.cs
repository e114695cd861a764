using MsaSample.Testing;

namespace MsaSample.EndToEnd.Tests;

/// <summary>MariaDB and a real Apache Kafka on three nodes, with two processes of order-service.</summary>
public sealed class ApacheKafkaLane : Lane
{
    public override string? Unavailable => Missing.MariaDb ?? Missing.ApacheKafka;

    protected override async Task<OrderSystemOptions> StartServersAsync()
    {
        var kafka = await OwnAsync(ApacheKafka.StartAsync(nodes: 3));
        var database = await OwnAsync(MariaDbServer.StartAsync());
        return new() { Kafka = kafka.BootstrapServers, Database = database.Url, OrderServices = 2 };
    }
}
