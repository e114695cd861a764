using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using MsaSample.Broker.Hosting;
using MsaSample.Launcher.Demo;
using MsaSample.Testing;

namespace MsaSample.Infra.Tests.Launcher;

public sealed class EventTapTests
{
    [Fact]
    public async Task Seen_EventsFromNowOn_WithTheirPlaceAndType()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var broker = await EmbeddedBroker.StartNewAsync(cancellationToken: ct);
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.BootstrapServers }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = "order-events", NumPartitions = 3, ReplicationFactor = 1 }]);
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = broker.BootstrapServers }).Build();
        await producer.ProduceAsync(new TopicPartition("order-events", 2), Placed("order-0"), ct);

        await using var tap = EventTap.Start(broker.BootstrapServers, ["order-events"]);
        await producer.ProduceAsync(new TopicPartition("order-events", 2), Placed("order-1"), ct);
        await Eventually.True("the event is seen", () => tap.Seen.Count > 0, ct: ct);

        var seen = Assert.Single(tap.Seen);
        Assert.Equal(("order-1", "order-placed.v1", "order-service"), (seen.Subject, seen.Type, seen.Source));
        Assert.Equal(("order-events", 2, 1L), (seen.Topic, seen.Partition, seen.Offset));
    }

    private static Message<string, string> Placed(string orderId) => new()
    {
        Key = orderId,
        Value = "{}",
        Headers = new Headers
        {
            { "ce_type", Encoding.UTF8.GetBytes("order-placed.v1") },
            { "ce_source", Encoding.UTF8.GetBytes("/order-service") },
        },
    };
}
