using Confluent.Kafka;

namespace MsaSample.Broker.Tests.Clients;

/// <content>Consumer groups, as an application uses them.</content>
public abstract partial class KafkaBrokerContract
{
    [Fact]
    public async Task Group_SecondConsumer_GoesOnAtTheCommittedOffset()
    {
        var topic = await Client.CreateTopicAsync();
        var group = ContractClient.NewName();
        await Client.ProduceAsync(topic, ["a", "b", "c"]);

        using (var first = Client.Subscribe(topic, group))
        {
            first.Consume(TimeSpan.FromSeconds(30));
            first.Commit([new TopicPartitionOffset(topic, 0, 2)]);
            first.Close();
        }

        using var second = Client.Subscribe(topic, group);
        Assert.Equal("c", second.Consume(TimeSpan.FromSeconds(30))?.Message.Value);
    }

    [Fact]
    public async Task Group_TwoConsumers_ShareThePartitions()
    {
        var topic = await Client.CreateTopicAsync(partitions: 2);
        var group = ContractClient.NewName();
        using var one = Client.Subscribe(topic, group);
        using var other = Client.Subscribe(topic, group);

        await Testing.Eventually.True("each consumer has one partition", () =>
        {
            one.Consume(TimeSpan.FromMilliseconds(50));
            other.Consume(TimeSpan.FromMilliseconds(50));
            return one.Assignment.Count == 1 && other.Assignment.Count == 1;
        }, ct: Cancel);

        Assert.NotEqual(one.Assignment.Single(), other.Assignment.Single());
    }

    [Fact]
    public async Task Group_CooperativeMembers_KeepWhatTheyNeedNotGiveUp()
    {
        var topic = await Client.CreateTopicAsync(partitions: 4);
        var group = ContractClient.NewName();
        using var one = Client.Consumer(Cooperative(group));
        using var other = Client.Consumer(Cooperative(group));
        one.Subscribe(topic);
        await Testing.Eventually.True("all partitions for the only member", () =>
        {
            one.Consume(TimeSpan.FromMilliseconds(50));
            return one.Assignment.Count == 4;
        }, ct: Cancel);
        var before = one.Assignment.ToHashSet();

        other.Subscribe(topic);
        await Testing.Eventually.True("half of them for each", () =>
        {
            one.Consume(TimeSpan.FromMilliseconds(50));
            other.Consume(TimeSpan.FromMilliseconds(50));
            return one.Assignment.Count == 2 && other.Assignment.Count == 2;
        }, ct: Cancel);

        Assert.Subset(before, one.Assignment.ToHashSet());
        Assert.Empty(one.Assignment.Intersect(other.Assignment));
    }

    private static Action<ConsumerConfig> Cooperative(string group) => c =>
        (c.GroupId, c.PartitionAssignmentStrategy, c.SessionTimeoutMs, c.HeartbeatIntervalMs)
            = (group, PartitionAssignmentStrategy.CooperativeSticky, 6000, 200);

    [Fact]
    public async Task Group_WithCommittedOffset_IsListedAndDescribed()
    {
        var topic = await Client.CreateTopicAsync();
        var group = ContractClient.NewName();
        await Client.ProduceAsync(topic, ["a"]);
        using var consumer = Client.Subscribe(topic, group);
        consumer.Consume(TimeSpan.FromSeconds(30));
        consumer.Commit();
        using var admin = Client.Admin();

        var listed = await admin.ListConsumerGroupsAsync();
        var described = await admin.DescribeConsumerGroupsAsync([group]);

        Assert.Contains(listed.Valid, g => g.GroupId == group);
        Assert.Equal(ConsumerGroupState.Stable, described.ConsumerGroupDescriptions.Single().State);
        Assert.Equal(topic, described.ConsumerGroupDescriptions.Single().Members.Single().Assignment.TopicPartitions.Single().Topic);
    }
}
