using Confluent.Kafka;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Clients;

/// <content>Transactions, as an application uses them.</content>
public abstract partial class KafkaBrokerContract
{
    private static readonly TimeSpan TransactionPatience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Transaction_Committed_IsReadByEveryone()
    {
        var topic = await Client.CreateTopicAsync();
        using var producer = BeginTransaction();

        producer.Produce(topic, new Message<string, string> { Value = "a" });
        producer.Produce(topic, new Message<string, string> { Value = "b" });
        producer.CommitTransaction(TransactionPatience);

        Assert.Equal(["a", "b"], Values(topic, 2, IsolationLevel.ReadCommitted));
        Assert.Equal(["a", "b"], Values(topic, 2, IsolationLevel.ReadUncommitted));
    }

    [Fact]
    public async Task Transaction_Aborted_IsSeenByReadUncommittedOnly()
    {
        var topic = await Client.CreateTopicAsync();
        using var producer = BeginTransaction();
        producer.Produce(topic, new Message<string, string> { Value = "dropped" });
        producer.Flush(TransactionPatience);
        producer.AbortTransaction(TransactionPatience);

        producer.BeginTransaction();
        producer.Produce(topic, new Message<string, string> { Value = "kept" });
        producer.CommitTransaction(TransactionPatience);

        Assert.Equal(["kept"], Values(topic, 1, IsolationLevel.ReadCommitted));
        Assert.Equal(["dropped", "kept"], Values(topic, 2, IsolationLevel.ReadUncommitted));
    }

    [Fact]
    public async Task Transaction_Ended_TakesOneOffsetPerPartitionForItsMarker()
    {
        var topic = await Client.CreateTopicAsync();
        using var producer = BeginTransaction();
        producer.Produce(topic, new Message<string, string> { Value = "a" });
        producer.CommitTransaction(TransactionPatience);

        using var consumer = Client.Consumer();

        Assert.Equal(2, consumer.QueryWatermarkOffsets(new TopicPartition(topic, 0), TransactionPatience).High.Value);
    }

    [Fact]
    public async Task Transaction_Open_HoldsBackWhatComesAfterItsFirstRecord()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.ProduceAsync(topic, ["before"]);
        using var producer = BeginTransaction();
        producer.Produce(topic, new Message<string, string> { Value = "open" });
        producer.Flush(TransactionPatience);
        await Client.ProduceAsync(topic, ["after"]);
        using var consumer = Client.Consumer(c => c.IsolationLevel = IsolationLevel.ReadCommitted);
        consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
        Assert.Equal("before", consumer.Consume(TransactionPatience).Message.Value);
        Assert.Null(consumer.Consume(TimeSpan.FromMilliseconds(300)));
        Assert.Equal(1, await StableEndAsync(topic, IsolationLevel.ReadCommitted));
        Assert.Equal(3, await StableEndAsync(topic, IsolationLevel.ReadUncommitted));

        producer.CommitTransaction(TransactionPatience);

        Assert.Equal("open", consumer.Consume(TransactionPatience).Message.Value);
        Assert.Equal("after", consumer.Consume(TransactionPatience).Message.Value);
    }

    [Fact]
    public async Task Transaction_SecondProducerOfTheId_FencesTheFirst()
    {
        var topic = await Client.CreateTopicAsync();
        var id = ContractClient.NewName();
        using var first = BeginTransaction(id);
        first.Produce(topic, new Message<string, string> { Value = "of the first" });
        first.Flush(TransactionPatience);

        using var second = BeginTransaction(id);
        second.Produce(topic, new Message<string, string> { Value = "of the second" });
        second.CommitTransaction(TransactionPatience);

        var error = Assert.ThrowsAny<KafkaException>(() => first.CommitTransaction(TransactionPatience)).Error;
        Assert.True(error.IsFatal, error.ToString());
        Assert.Equal(["of the second"], Values(topic, 1, IsolationLevel.ReadCommitted));
    }

    [Fact]
    public async Task Transaction_OpenForTooLong_IsAbortedByTheBroker()
    {
        var topic = await Client.CreateTopicAsync();
        using var producer = BeginTransaction(configure: c => (c.TransactionTimeoutMs, c.MessageTimeoutMs) = (1000, 1000));
        producer.Produce(topic, new Message<string, string> { Value = "too long" });
        producer.Flush(TransactionPatience);
        await Client.ProduceAsync(topic, ["next"]);

        Assert.Equal(["next"], Values(topic, 1, IsolationLevel.ReadCommitted));
        Assert.ThrowsAny<KafkaException>(() => producer.CommitTransaction(TransactionPatience));
    }

    [Fact]
    public async Task Transaction_ConsumeTransformProduce_MovesOffsetsAndRecordsTogether()
    {
        var (source, target, group) = (await Client.CreateTopicAsync(), await Client.CreateTopicAsync(), ContractClient.NewName());
        await Client.ProduceAsync(source, ["1", "2", "3"]);
        using var producer = BeginTransaction();
        using var consumer = Client.Subscribe(source, group);
        Transform(consumer, producer, target, count: 2);
        producer.AbortTransaction(TransactionPatience);
        Assert.Equal(Offset.Unset, Committed(group, source));

        producer.BeginTransaction();
        consumer.Seek(new TopicPartitionOffset(source, 0, 0));
        Transform(consumer, producer, target, count: 2);
        producer.CommitTransaction(TransactionPatience);

        Assert.Equal(2, Committed(group, source).Value);
        Assert.Equal(["1!", "2!"], Values(target, 2, IsolationLevel.ReadCommitted));
    }

    [Fact]
    public async Task Transaction_OffsetsPending_ReaderThatWantsStableOnesWaits()
    {
        var (source, target, group) = (await Client.CreateTopicAsync(), await Client.CreateTopicAsync(), ContractClient.NewName());
        await Client.ProduceAsync(source, ["1"]);
        using var producer = BeginTransaction();
        using var consumer = Client.Subscribe(source, group);
        Transform(consumer, producer, target, count: 1);
        using var admin = Client.Admin();

        var pending = await Assert.ThrowsAsync<Confluent.Kafka.Admin.ListConsumerGroupOffsetsException>(
            () => StableOffset(admin, group, source));
        Assert.Equal(ErrorCode.UnstableOffsetCommit, pending.Results.Single().Partitions.Single().Error.Code);
        producer.CommitTransaction(TransactionPatience);

        // Apache Kafka acknowledges a commit before its markers have reached every partition.
        await Eventually.True("the committed offset is stable", async () => await StableOffset(admin, group, source) == 1, ct: Cancel);
    }

    [Fact]
    public async Task Transaction_OfAGenerationThatHasPassed_CannotCommitOffsets()
    {
        var (source, group) = (await Client.CreateTopicAsync(), ContractClient.NewName());
        await Client.ProduceAsync(source, ["1"]);
        using var producer = BeginTransaction();
        using var consumer = Client.Subscribe(source, group);
        consumer.Consume(TransactionPatience);
        var stale = consumer.ConsumerGroupMetadata;
        consumer.Close();

        Assert.ThrowsAny<KafkaException>(() => producer.SendOffsetsToTransaction([new(source, 0, 1)], stale, TransactionPatience));
        Assert.Equal(Offset.Unset, Committed(group, source));
    }

    private IProducer<string, string> BeginTransaction(string? id = null, Action<ProducerConfig>? configure = null)
    {
        var producer = Client.Producer(c =>
        {
            c.TransactionalId = id ?? ContractClient.NewName();
            configure?.Invoke(c);
        });
        producer.InitTransactions(TransactionPatience);
        producer.BeginTransaction();
        return producer;
    }

    private static void Transform(IConsumer<string, string> consumer, IProducer<string, string> producer, string target, int count)
    {
        ConsumeResult<string, string> last = null!;
        for (var i = 0; i < count; i++)
        {
            last = consumer.Consume(TransactionPatience);
            producer.Produce(target, new Message<string, string> { Value = last.Message.Value + "!" });
        }

        producer.SendOffsetsToTransaction(
            [new TopicPartitionOffset(last.TopicPartition, last.Offset + 1)], consumer.ConsumerGroupMetadata, TransactionPatience);
    }

    private List<string> Values(string topic, int count, IsolationLevel isolation) =>
        [.. Client.ReadAll(topic, count, c => c.IsolationLevel = isolation).Select(static r => r.Message.Value)];

    private Offset Committed(string group, string topic)
    {
        using var consumer = Client.Consumer(c => c.GroupId = group);
        return consumer.Committed([new TopicPartition(topic, 0)], TransactionPatience).Single().Offset;
    }

    private async Task<long> StableEndAsync(string topic, IsolationLevel isolation)
    {
        using var admin = Client.Admin();
        var listed = await admin.ListOffsetsAsync(
            [new() { TopicPartition = new TopicPartition(topic, 0), OffsetSpec = Confluent.Kafka.Admin.OffsetSpec.Latest() }],
            new() { IsolationLevel = isolation });
        return listed.ResultInfos.Single().TopicPartitionOffsetError.Offset.Value;
    }

    private static async Task<Offset> StableOffset(IAdminClient admin, string group, string topic)
    {
        var listed = await admin.ListConsumerGroupOffsetsAsync(
            [new ConsumerGroupTopicPartitions(group, [new TopicPartition(topic, 0)])],
            new() { RequireStableOffsets = true, RequestTimeout = TransactionPatience });
        return listed.Single().Partitions.Single().Offset;
    }
}
