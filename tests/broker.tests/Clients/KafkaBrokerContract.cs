using Confluent.Kafka;

namespace MsaSample.Broker.Tests.Clients;

/// <summary>
/// What a client may rely on, as tests that know only an address. They run against this broker and, where there is one, against
/// Apache Kafka: what the real one does is right. Data and metadata are in this part, admin calls and groups in the others.
/// </summary>
public abstract partial class KafkaBrokerContract(IBrokerUnderTest broker) : BrokerContract(broker)
{
    private ContractClient Client { get; } = new(broker);

    [Theory]
    [InlineData(CompressionType.None, false)]
    [InlineData(CompressionType.None, true)]
    [InlineData(CompressionType.Gzip, true)]
    [InlineData(CompressionType.Snappy, true)]
    [InlineData(CompressionType.Lz4, true)]
    [InlineData(CompressionType.Zstd, true)]
    public async Task Produce_EachCodec_IsReadBackInOrder(CompressionType codec, bool idempotent)
    {
        var topic = await Client.CreateTopicAsync();
        var sent = Enumerable.Range(0, 500).Select(i => $"value {i} {new string('x', 50)}").ToList();

        await Client.ProduceAsync(topic, sent, c => (c.CompressionType, c.EnableIdempotence, c.LingerMs) = (codec, idempotent, 20));

        Assert.Equal(sent, Client.ReadAll(topic, sent.Count).Select(r => r.Message.Value));
    }

    [Theory]
    [InlineData(Acks.None)]
    [InlineData(Acks.Leader)]
    [InlineData(Acks.All)]
    public async Task Produce_EachAcks_IsReadBack(Acks acks)
    {
        var topic = await Client.CreateTopicAsync();

        await Client.ProduceAsync(topic, ["one", "two"], c => c.Acks = acks);

        Assert.Equal(["one", "two"], Client.ReadAll(topic, 2).Select(r => r.Message.Value));
    }

    [Fact]
    public async Task Produce_KeyHeadersAndNullValue_ComeBackUnchanged()
    {
        var topic = await Client.CreateTopicAsync();
        using var producer = Client.Producer();
        var headers = new Headers { { "ce_type", "order-placed.v1"u8.ToArray() }, { "empty", [] } };

        await producer.ProduceAsync(topic, new Message<string, string> { Key = "k", Value = null!, Headers = headers }, Cancel);

        var read = Client.ReadAll(topic, 1).Single().Message;
        Assert.Equal("k", read.Key);
        Assert.Null(read.Value);
        Assert.Equal("order-placed.v1"u8.ToArray(), read.Headers.GetLastBytes("ce_type"));
    }

    [Fact]
    public async Task Produce_TwoPartitions_HaveOffsetsOfTheirOwn()
    {
        var topic = await Client.CreateTopicAsync(partitions: 2);
        using var producer = Client.Producer();

        var first = await producer.ProduceAsync(new TopicPartition(topic, 0), new Message<string, string> { Value = "a" }, Cancel);
        var second = await producer.ProduceAsync(new TopicPartition(topic, 1), new Message<string, string> { Value = "b" }, Cancel);
        var third = await producer.ProduceAsync(new TopicPartition(topic, 1), new Message<string, string> { Value = "c" }, Cancel);

        Assert.Equal([0, 0, 1], [first.Offset.Value, second.Offset.Value, third.Offset.Value]);
    }

    [Fact]
    public async Task Produce_BatchAboveTopicLimit_IsRefused()
    {
        var topic = await Client.CreateTopicAsync(configs: new() { ["max.message.bytes"] = "1000" });
        using var producer = Client.Producer();

        var error = await Assert.ThrowsAsync<ProduceException<string, string>>(
            () => producer.ProduceAsync(topic, new Message<string, string> { Value = new string('x', 5000) }, Cancel));

        Assert.Equal(ErrorCode.MsgSizeTooLarge, error.Error.Code);
    }

    [Fact]
    public async Task Fetch_AtTheEnd_ReturnsWhenARecordArrives()
    {
        var topic = await Client.CreateTopicAsync();
        var reading = Task.Run(
            () =>
            {
                using var consumer = Client.Consumer(c => c.FetchWaitMaxMs = 20_000);
                consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
                return consumer.Consume(TimeSpan.FromSeconds(15));
            },
            Cancel);

        await Client.ProduceAsync(topic, ["late"]);

        Assert.Equal("late", (await reading)?.Message.Value);
    }

    [Fact]
    public async Task Fetch_BatchLargerThanFetchSize_ComesWhole()
    {
        var topic = await Client.CreateTopicAsync();
        var large = new string('x', 200_000);
        await Client.ProduceAsync(topic, [large, "next"]);

        var read = Client.ReadAll(topic, 2, c => (c.FetchMaxBytes, c.MaxPartitionFetchBytes, c.MessageMaxBytes) = (1000, 1000, 1000));

        Assert.Equal([large, "next"], read.Select(r => r.Message.Value));
    }

    [Fact]
    public async Task Fetch_OffsetPastTheEnd_IsOutOfRange()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.ProduceAsync(topic, ["only"]);
        using var consumer = Client.Consumer(c => c.AutoOffsetReset = AutoOffsetReset.Error);
        consumer.Assign(new TopicPartitionOffset(topic, 0, 1000));

        var error = Assert.Throws<ConsumeException>(() => consumer.Consume(TimeSpan.FromSeconds(15)));

        Assert.Equal(ErrorCode.Local_AutoOffsetReset, error.Error.Code);
    }

    [Fact]
    public async Task ListOffsets_ByTime_FindsFirstRecordAtOrAfter()
    {
        var topic = await Client.CreateTopicAsync();
        var start = TimeProvider.System.GetUtcNow().AddHours(-1).UtcDateTime;
        using var producer = Client.Producer();
        for (var i = 0; i < 3; i++)
            await producer.ProduceAsync(
                topic, new Message<string, string> { Value = $"{i}", Timestamp = new Timestamp(start.AddSeconds(i * 10)) }, Cancel);
        using var consumer = Client.Consumer();

        Offset At(int seconds) => consumer.OffsetsForTimes(
            [new TopicPartitionTimestamp(topic, 0, new Timestamp(start.AddSeconds(seconds)))], TimeSpan.FromSeconds(10)).Single().Offset;

        Assert.Equal([0, 1, 2, Offset.End], [At(-5), At(5), At(20), At(21)]);
    }

    [Fact]
    public async Task ListOffsets_Ends_AreStartAndHighWatermark()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.ProduceAsync(topic, ["a", "b", "c"]);
        using var consumer = Client.Consumer();

        var watermarks = consumer.QueryWatermarkOffsets(new TopicPartition(topic, 0), TimeSpan.FromSeconds(10));

        Assert.Equal((0L, 3L), (watermarks.Low.Value, watermarks.High.Value));
    }

    [Fact]
    public async Task Produce_ToLogAppendTimeTopic_IsStampedByTheBroker()
    {
        var topic = await Client.CreateTopicAsync(configs: new() { ["message.timestamp.type"] = "LogAppendTime" });
        using var producer = Client.Producer();

        await producer.ProduceAsync(
            topic, new Message<string, string> { Value = "v", Timestamp = new Timestamp(1000, TimestampType.CreateTime) }, Cancel);

        var stamp = Client.ReadAll(topic, 1).Single().Message.Timestamp;
        Assert.Equal(TimestampType.LogAppendTime, stamp.Type);
        Assert.True(stamp.UnixTimestampMs > 1_000_000);
    }

    [Fact]
    public async Task Produce_ToUnknownTopic_CreatesIt()
    {
        var topic = ContractClient.NewName();

        await Client.ProduceAsync(topic, ["first"]);

        Assert.Equal(["first"], Client.ReadAll(topic, 1).Select(r => r.Message.Value));
    }

    [Fact]
    public async Task Metadata_OfNewTopic_ShowsLeaderOfEachPartition()
    {
        var topic = await Client.CreateTopicAsync(partitions: 3);
        using var admin = Client.Admin();

        var metadata = admin.GetMetadata(topic, TimeSpan.FromSeconds(10));

        Assert.Equal(3, metadata.Topics.Single().Partitions.Count);
        Assert.All(metadata.Topics.Single().Partitions, p => Assert.Equal(metadata.Brokers.Single().BrokerId, p.Leader));
    }

    [Fact]
    public async Task CompactedTopic_RecordWithoutKey_IsRefused()
    {
        var topic = await Client.CreateTopicAsync(configs: new() { ["cleanup.policy"] = "compact" });
        using var producer = Client.Producer();

        var error = await Assert.ThrowsAsync<ProduceException<string, string>>(
            () => producer.ProduceAsync(topic, new Message<string, string> { Key = null!, Value = "v" }, Cancel));

        Assert.Equal(ErrorCode.InvalidRecord, error.Error.Code);
    }
}
