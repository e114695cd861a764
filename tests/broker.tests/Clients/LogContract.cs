using Confluent.Kafka;
using Confluent.Kafka.Admin;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Clients;

/// <summary>Compaction, retention and DeleteRecords. The broker under test must check its logs often.</summary>
public abstract class LogContract(IBrokerUnderTest broker) : BrokerContract(broker)
{
    private const int SegmentMs = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow().AddHours(-1);

    // Time of the records: a later timestamp rolls the segment without waiting.
    private int _seconds;

    private ContractClient Client { get; } = new(broker);

    private static Dictionary<string, string> Compacted => new()
    {
        ["cleanup.policy"] = "compact",
        ["segment.ms"] = $"{SegmentMs}",
        ["min.cleanable.dirty.ratio"] = "0.01",
        ["delete.retention.ms"] = "100",
    };

    [Fact]
    public async Task CompactedTopic_SeveralValuesPerKey_KeepsTheLatestAtItsOffset()
    {
        var topic = await Client.CreateTopicAsync(configs: Compacted);
        await PutAsync(topic, ("a", "1"), ("b", "1"), ("a", "2"), ("c", "1"), ("a", "3"), ("b", "2"), ("end", ""));

        await Eventually.True(
            "only the latest values are left", () => Read(topic) is [(3, "c", "1"), (4, "a", "3"), (5, "b", "2"), (6, "end", "")]);
    }

    [Fact]
    public async Task CompactedTopic_Tombstone_GoesAfterItsRetention()
    {
        var topic = await Client.CreateTopicAsync(configs: Compacted);
        await PutAsync(topic, ("a", "1"), ("gone", "1"), ("gone", null));

        await Eventually.True("the tombstone is gone, the other key is not", async () =>
        {
            await PutAsync(topic, ("more", "")); // a log without anything new is not compacted again
            return Read(topic) is [(0, "a", "1"), .. var rest] && rest.All(record => record.Key == "more");
        });
    }

    [Fact]
    public async Task CompactedTopic_AbortedRecords_GoAndHideNothing()
    {
        var topic = await Client.CreateTopicAsync(configs: Compacted);
        await PutAsync(topic, ("a", "kept"));
        using var producer = Client.Producer(c => c.TransactionalId = ContractClient.NewName());
        producer.InitTransactions(Patience);
        producer.BeginTransaction();
        producer.Produce(topic, Record("a", "aborted"));
        producer.Flush(Patience);
        Assert.Contains((1, "a", "aborted"), Read(topic));
        producer.AbortTransaction(Patience);

        await Eventually.True("the aborted record is gone, the one before it is not", async () =>
        {
            await PutAsync(topic, ("more", ""));
            return Read(topic) is [(0, "a", "kept"), .. var rest] && rest.All(record => record.Key == "more");
        });
    }

    [Fact]
    public async Task RetentionBytes_Exceeded_MovesTheStart()
    {
        var topic = await Client.CreateTopicAsync(configs: new() { ["segment.bytes"] = "1048576", ["retention.bytes"] = "1000000" });
        for (var i = 0; i < 4; i++)
            await Client.ProduceAsync(topic, [new string('x', 600_000)], c => c.MessageMaxBytes = 1_000_000);

        // Segments 0 to 3 of 600 kB each: the last is in use, and one before it keeps the log above the limit.
        await Eventually.True("the first two segments are gone", () => Ends(topic) == (2, 4));
        Assert.Equal(2, Client.ReadAll(topic, 1)[0].Offset.Value);
    }

    [Fact]
    public async Task RetentionMs_AlteredOnALiveTopic_TakesEffect()
    {
        var topic = await Client.CreateTopicAsync(configs: new() { ["retention.ms"] = "-1" });
        await PutAsync(topic, ("a", "1"), ("b", "2"));
        Assert.Equal((0, 2), Ends(topic));

        await Client.AlterAsync(
            topic, new ConfigEntry { Name = "retention.ms", Value = "1000", IncrementalOperation = AlterConfigOpType.Set });

        await Eventually.True("what is an hour old is gone", () => Ends(topic) == (2, 2));
        await Client.ProduceAsync(topic, ["new"]);
        Assert.Equal(2, Client.ReadAll(topic, 1)[0].Offset.Value);
    }

    [Fact]
    public async Task DeleteRecords_All_LeavesAnEmptyLogThatGoesOn()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.ProduceAsync(topic, ["a", "b"]);
        using var admin = Client.Admin();

        await admin.DeleteRecordsAsync([new TopicPartitionOffset(topic, 0, Offset.End)]);

        Assert.Equal((2, 2), Ends(topic));
        await Client.ProduceAsync(topic, ["c"]);
        Assert.Equal((2, "c"), Client.ReadAll(topic, 1).Select(record => (record.Offset.Value, record.Message.Value)).Single());
    }

    private async Task PutAsync(string topic, params (string Key, string? Value)[] records)
    {
        using var producer = Client.Producer();
        foreach (var (key, value) in records)
            await producer.ProduceAsync(topic, Record(key, value), Cancel);
    }

    private Message<string, string> Record(string key, string? value) =>
        new() { Key = key, Value = value!, Timestamp = new Timestamp(_start.AddSeconds(_seconds++)) };

    private (long Start, long End) Ends(string topic)
    {
        using var consumer = Client.Consumer();
        var ends = consumer.QueryWatermarkOffsets(new TopicPartition(topic, 0), Patience);
        return (ends.Low.Value, ends.High.Value);
    }

    // All there is, aborted or not.
    private List<(long Offset, string Key, string? Value)> Read(string topic)
    {
        using var consumer = Client.Consumer(c => (c.EnablePartitionEof, c.IsolationLevel) = (true, IsolationLevel.ReadUncommitted));
        consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
        List<(long, string, string?)> records = [];
        while (consumer.Consume(Cancel) is { IsPartitionEOF: false } record)
            records.Add((record.Offset.Value, record.Message.Key, record.Message.Value));
        return records;
    }
}
