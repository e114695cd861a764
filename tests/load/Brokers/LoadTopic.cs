using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace MsaSample.Load.Brokers;

/// <summary>The topic of a run, deleted after it, so that its records burden no other run.</summary>
internal sealed class LoadTopic : IAsyncDisposable
{
    private readonly IAdminClient _admin;

    private LoadTopic(string servers, int partitions)
    {
        _admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers })
            .SetLogHandler((_, _) => { }) // a broker is killed on purpose
            .Build();
        (Servers, Name) = (servers, $"load-{Guid.CreateVersion7():N}");
        Partitions = [.. Enumerable.Range(0, partitions).Select(index => new TopicPartition(Name, index))];
    }

    public string Servers { get; }

    public string Name { get; }

    public TopicPartition[] Partitions { get; }

    public static async Task<LoadTopic> CreateAsync(string servers, int partitions)
    {
        var topic = new LoadTopic(servers, partitions);
        var specification = new TopicSpecification { Name = topic.Name, NumPartitions = partitions, ReplicationFactor = 1 };
        await topic._admin.CreateTopicsAsync([specification]);
        return topic;
    }

    public async ValueTask DisposeAsync()
    {
        await _admin.DeleteTopicsAsync([Name]);
        _admin.Dispose();
    }
}
