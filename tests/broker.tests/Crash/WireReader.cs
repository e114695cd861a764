using Confluent.Kafka;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>Reads records, log end offsets and committed offsets from the broker.</summary>
internal sealed class WireReader(string servers) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly IConsumer<Ignore, string> _asking = FastClients.Build(FastClients.Consumer(servers));
    private readonly Dictionary<string, IConsumer<Ignore, string>> _groups = [];

    /// <summary>The log end offset of each partition.</summary>
    public async Task<Dictionary<TopicPartition, long>> EndsAsync(IEnumerable<TopicPartition> partitions) => (await Eventually.Value(
        "the broker tells where partitions end",
        () =>
            Task.FromResult<Dictionary<TopicPartition, long>?>(
                partitions.ToDictionary(
                    partition => partition, partition => _asking.QueryWatermarkOffsets(partition, Patience).High.Value)),
        ct: TestContext.Current.CancellationToken))!;

    /// <summary>The committed offset of each partition, -1001 where there is none.</summary>
    public async Task<Dictionary<TopicPartition, long>> CommittedAsync(
        IEnumerable<TopicPartition> partitions, string group) => (await Eventually.Value(
        "the broker tells what is committed",
        () =>
            Task.FromResult<Dictionary<TopicPartition, long>?>(
                Member(group).Committed(partitions, Patience).ToDictionary(offset => offset.TopicPartition, offset => offset.Offset.Value)),
        ct: TestContext.Current.CancellationToken))!;

    /// <summary>Every record of a partition, from the first to the last.</summary>
    public List<StoredRecord> ReadAll(TopicPartition partition, IsolationLevel isolation)
    {
        var config = FastClients.Consumer(servers, isolation);
        config.EnablePartitionEof = true;
        using var consumer = FastClients.Build(config);
        consumer.Assign(new TopicPartitionOffset(partition, Offset.Beginning));
        var records = new List<StoredRecord>();
        while (consumer.Consume(TestContext.Current.CancellationToken) is { IsPartitionEOF: false } record)
            records.Add(new(record.Offset.Value, record.Message.Value));

        return records;
    }

    public void Dispose()
    {
        _asking.Dispose();
        foreach (var member in _groups.Values)
            member.Dispose();
    }

    // It has the group's name for the committed offsets, but never joins.
    private IConsumer<Ignore, string> Member(string group)
    {
        if (_groups.TryGetValue(group, out var member))
            return member;

        var config = FastClients.Consumer(servers, IsolationLevel.ReadCommitted);
        config.GroupId = group;
        return _groups[group] = FastClients.Build(config);
    }
}
