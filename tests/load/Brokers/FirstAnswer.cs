using System.Net.Sockets;
using Confluent.Kafka;

namespace MsaSample.Load.Brokers;

/// <summary>The first request that a started broker answers, sent as soon as its port is open.</summary>
internal static class FirstAnswer
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Sends one record to a topic that is created by it, and waits until it is acknowledged.</summary>
    public static async Task RecordAcknowledgedAsync(string servers, CancellationToken ct)
    {
        await PortOpenAsync(servers, ct);
        var config = Eager(new ProducerConfig { BootstrapServers = servers, Acks = Acks.All, LingerMs = 0 });
        using var producer = new ProducerBuilder<Null, byte[]>(config).SetLogHandler(Quiet).Build();
        await producer.ProduceAsync("first", new Message<Null, byte[]> { Value = [1] }, ct);
    }

    /// <summary>Waits until the record at the offset is fetched.</summary>
    /// <exception cref="InvalidOperationException">The record was not fetched in time.</exception>
    public static async Task RecordFetchedAsync(TopicPartitionOffset position, string servers, CancellationToken ct)
    {
        await PortOpenAsync(servers, ct);
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(Eager(LoadClient.ConsumerConfig(servers))).SetLogHandler(Quiet).Build();
        consumer.Assign(position);
        if (consumer.Consume(Patience) is null) throw new InvalidOperationException($"{position} was not fetched");
    }

    // The client logs that the broker is not up yet, which is expected here.
    private static void Quiet(IClient client, LogMessage message)
    {
    }

    // Short back-offs, so that the broker is measured and not the client's wait between attempts.
    private static T Eager<T>(T config) where T : ClientConfig
    {
        (config.ReconnectBackoffMs, config.ReconnectBackoffMaxMs, config.RetryBackoffMs) = (1, 10, 1);
        (config.TopicMetadataRefreshFastIntervalMs, config.AllowAutoCreateTopics) = (10, true);
        return config;
    }

    private static async Task PortOpenAsync(string servers, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        var parts = servers.Split(':');
        while (true)
        {
            using var tcp = new TcpClient();
            try
            {
                await tcp.ConnectAsync(parts[0], int.Parse(parts[1]), patience.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(Pause, TimeProvider.System, patience.Token);
            }
        }
    }
}
