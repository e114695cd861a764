using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MsaSample.Messaging.Topology;

namespace MsaSample.Messaging.Kafka;

/// <summary>Creates all Kafka clients of the process, with their configuration.</summary>
internal sealed class KafkaClients(IOptions<MessagingOptions> options, MessagingTopology topology, ILogger<KafkaClients> logger)
{
    private readonly MessagingOptions _options = options.Value;
    private volatile bool _allBrokersDown;

    public string BootstrapServers => _options.BootstrapServers;

    /// <summary>Set when a producer or consumer has lost its last broker. Whoever gets an answer from Kafka afterwards resets it.</summary>
    public bool AllBrokersDown
    {
        get => _allBrokersDown;
        set => _allBrokersDown = value;
    }

    public IAdminClient CreateAdmin() =>
        new AdminClientBuilder(Common(new AdminClientConfig()))
            .SetLogHandler((_, message) => Write(message))
            .SetErrorHandler((_, error) => logger.KafkaClientError(error.Reason))
            .Build();

    /// <summary>A producer that does not lose, duplicate or reorder records while it lives, and never gives up.</summary>
    /// <param name="onError">Called with each error of the client.</param>
    /// <param name="oneRecordPerRequest">True: Kafka accepts or refuses each record by itself.</param>
    public IProducer<string, byte[]> CreateProducer(Action<Error> onError, bool oneRecordPerRequest)
    {
        var config = Common(new ProducerConfig
        {
            Acks = Acks.All,
            EnableIdempotence = true,
            MaxInFlight = 5,
            LingerMs = _options.LingerMilliseconds,
            MessageTimeoutMs = int.MaxValue, // giving up on one record would let the next of its key overtake it
            Partitioner = Partitioner.Murmur2Random, // Kafka's own: other producers of the topic agree on the partition of a key
            AllowAutoCreateTopics = false, // an automatically created topic has the wrong partitions and is not compacted
            DeliveryReportFields = "status",
            // A missing topic is told soon: the topics were created before, and events of others wait for the answer.
            TopicMetadataPropagationMaxMs = 1000,
            BatchNumMessages = oneRecordPerRequest ? 1 : null,
        });
        return new ProducerBuilder<string, byte[]>(config)
            .SetLogHandler((_, message) => Write(message))
            .SetErrorHandler((_, error) =>
            {
                Note(error);
                onError(error);
            })
            .Build();
    }

    public ConsumerBuilder<byte[], byte[]> ConsumerBuilder() => new ConsumerBuilder<byte[], byte[]>(Common(new ConsumerConfig
    {
        GroupId = topology.Service,
        GroupInstanceId = _options.GroupInstanceId,
        AutoOffsetReset = AutoOffsetReset.Error,
        // The database has the offsets. The client sends those stored after a commit to Kafka in the background, for lag tools only.
        EnableAutoOffsetStore = false,
        EnableAutoCommit = true,
        AutoCommitIntervalMs = 1000,
        PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
        SessionTimeoutMs = 10_000,
        HeartbeatIntervalMs = 2_000,
        EnablePartitionEof = true,
        FetchWaitMaxMs = 500,
        FetchMinBytes = 1,
        FetchQueueBackoffMs = 10,
        FetchErrorBackoffMs = 100,
        QueuedMinMessages = 5_000,
        QueuedMaxMessagesKbytes = 16_384,
        AllowAutoCreateTopics = false,
    })).SetLogHandler((_, message) => Write(message)).SetErrorHandler((_, error) =>
    {
        Note(error);
        logger.KafkaClientError(error.Reason);
    });

    private void Note(Error error)
    {
        if (error.Code == ErrorCode.Local_AllBrokersDown)
            _allBrokersDown = true;
    }

    private T Common<T>(T config)
        where T : ClientConfig
    {
        config.BootstrapServers = _options.BootstrapServers;
        config.ClientId = topology.Service;
        config.SocketNagleDisable = true;
        config.ReconnectBackoffMs = 50;
        config.ReconnectBackoffMaxMs = 1000;
        config.TopicMetadataRefreshFastIntervalMs = 100;
        return config;
    }

    private void Write(LogMessage message) => logger.KafkaClientLog(message.Facility, message.Message);
}
