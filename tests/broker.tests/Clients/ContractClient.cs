using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace MsaSample.Broker.Tests.Clients;

/// <summary>Helpers of the contract tests that use Confluent.Kafka.</summary>
internal sealed class ContractClient(IBrokerUnderTest broker)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string BootstrapServers => broker.BootstrapServers;

    public static string NewName() => $"t{Guid.NewGuid():N}";

    public IAdminClient Admin() => new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.BootstrapServers })
        .SetLogHandler(static (_, _) => { })
        .Build();

    public IProducer<string, string> Producer(Action<ProducerConfig>? configure = null)
    {
        var config =
            new ProducerConfig { BootstrapServers = broker.BootstrapServers, MessageTimeoutMs = 30_000, AllowAutoCreateTopics = true };
        configure?.Invoke(config);
        return new ProducerBuilder<string, string>(config).SetLogHandler(static (_, _) => { }).Build();
    }

    public IConsumer<string, string> Consumer(Action<ConsumerConfig>? configure = null)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = broker.BootstrapServers,
            GroupId = NewName(),
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
            FetchWaitMaxMs = 20,
        };
        configure?.Invoke(config);
        return new ConsumerBuilder<string, string>(config).SetLogHandler(static (_, _) => { }).Build();
    }

    public IConsumer<string, string> Subscribe(string topic, string group)
    {
        var consumer = Consumer(c => (c.GroupId, c.SessionTimeoutMs, c.HeartbeatIntervalMs) = (group, 6000, 200));
        consumer.Subscribe(topic);
        return consumer;
    }

    public async Task<string> CreateTopicAsync(string? name = null, int partitions = 1, Dictionary<string, string>? configs = null)
    {
        name ??= NewName();
        using var admin = Admin();
        await admin.CreateTopicsAsync(
            [new TopicSpecification { Name = name, NumPartitions = partitions, ReplicationFactor = 1, Configs = configs }]);
        return name;
    }

    public async Task<Dictionary<string, ConfigEntryResult>> DescribeTopicAsync(string topic)
    {
        using var admin = Admin();
        var described = await admin.DescribeConfigsAsync([new ConfigResource { Type = ResourceType.Topic, Name = topic }]);
        return described.Single().Entries;
    }

    public async Task AlterAsync(string topic, ConfigEntry entry)
    {
        using var admin = Admin();
        await admin.IncrementalAlterConfigsAsync(new()
        {
            [new ConfigResource { Type = ResourceType.Topic, Name = topic }] = [entry],
        });
    }

    /// <summary>Sends the values to partition 0 and waits until each is acknowledged.</summary>
    public async Task ProduceAsync(string topic, IEnumerable<string> values, Action<ProducerConfig>? configure = null)
    {
        using var producer = Producer(configure);
        var sends = values.Select(
            v => producer.ProduceAsync(new TopicPartition(topic, 0), new Message<string, string> { Value = v })).ToList();
        producer.Flush(Patience);
        await Task.WhenAll(sends);
    }

    /// <summary>Reads <paramref name="count"/> records from the start of partition 0.</summary>
    public List<ConsumeResult<string, string>> ReadAll(string topic, int count, Action<ConsumerConfig>? configure = null)
    {
        using var consumer = Consumer(configure);
        consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
        var read = new List<ConsumeResult<string, string>>();
        while (read.Count < count)
            read.Add(consumer.Consume(Patience) ?? throw new TimeoutException($"{read.Count} of {count} records came"));
        return read;
    }
}
