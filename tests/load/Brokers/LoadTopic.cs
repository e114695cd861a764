using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace MsaSample.Load.Brokers;

/// <summary>A topic of a run; its records go away with it, so that no run reads, or makes the disk write, those of another.</summary>
internal sealed class LoadTopic : IAsyncDisposable
{
    private readonly IAdminClient _admin;

    private LoadTopic(string servers, int partitions)
    {
        _admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers })
            .SetLogHandler((_, _) => { }) // of a broker that was killed under it, which is meant
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
        await topic._admin.CreateTopicsAsync([new TopicSpecification { Name = topic.Name, NumPartitions = partitions, ReplicationFactor = 1 }]);
        return topic;
    }

    public async ValueTask DisposeAsync()
    {
        await _admin.DeleteTopicsAsync([Name]);
        _admin.Dispose();
    }
}
