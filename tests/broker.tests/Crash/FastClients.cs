using Confluent.Kafka;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>Clients that reconnect quickly and retry without end.</summary>
internal static class FastClients
{
    public const string Group = "survivors";

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(3);

    /// <summary>Milliseconds; longer than any test.</summary>
    private const int Forever = 600_000;

    public static ProducerConfig Producer(string servers) => new()
    {
        BootstrapServers = servers,
        Acks = Acks.All,
        LingerMs = 2,
        BatchNumMessages = 20, // many small batches: a kill then hits between them
        ReconnectBackoffMs = 10,
        ReconnectBackoffMaxMs = 50,
        RetryBackoffMs = 20,
        RetryBackoffMaxMs = 50,
        SocketTimeoutMs = 5_000,
        MessageTimeoutMs = Forever,
        TransactionTimeoutMs = Forever,
    };

    public static ConsumerConfig Consumer(string servers, IsolationLevel isolation = IsolationLevel.ReadUncommitted) => new()
    {
        BootstrapServers = servers,
        GroupId = Group,
        AutoOffsetReset = AutoOffsetReset.Earliest,
        EnableAutoCommit = false,
        IsolationLevel = isolation,
        HeartbeatIntervalMs = 200,
        SessionTimeoutMs = 6_000,
        FetchWaitMaxMs = 50,
        ReconnectBackoffMs = 10,
        ReconnectBackoffMaxMs = 50,
        RetryBackoffMs = 20,
        RetryBackoffMaxMs = 50,
    };

    public static IProducer<Null, string> Build(ProducerConfig config) =>
        new ProducerBuilder<Null, string>(config).SetLogHandler(Ignore).Build();

    public static IConsumer<Ignore, string> Build(ConsumerConfig config) =>
        new ConsumerBuilder<Ignore, string>(config).SetLogHandler(Ignore).Build();

    /// <summary>
    /// Disposes a client with its open work. A client that librdkafka cannot dispose of, because it was connecting when the broker was
    /// killed, is abandoned.
    /// </summary>
    public static void End(IClient client) => Task.Run(client.Dispose).Wait(EndPatience, CancellationToken.None);

    // The lost connections are what is tested.
    private static void Ignore(IClient client, LogMessage message)
    {
    }
}
