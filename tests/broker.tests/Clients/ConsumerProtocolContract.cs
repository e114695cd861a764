using Confluent.Kafka;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Clients;

/// <summary>Consumers with <c>group.protocol=consumer</c> (KIP-848).</summary>
public abstract partial class ConsumerProtocolContract(IBrokerUnderTest broker) : BrokerContract(broker)
{
    private ContractClient Client { get; } = new(broker);

    [Fact]
    public async Task Members_ComeAndGo_ShareThePartitions()
    {
        var topic = await Client.CreateTopicAsync(partitions: 4);
        var group = ContractClient.NewName();
        using var one = Subscribe(topic, group);
        await Has("all partitions for the only member", [(one, 4)]);

        var other = Subscribe(topic, group);
        await Has("half of them for each", [(one, 2), (other, 2)]);
        Assert.Empty(one.Assignment.Intersect(other.Assignment));

        other.Close();
        other.Dispose();
        await Has("all for the one that stays", [(one, 4)]);
    }

    [Fact]
    public async Task Commit_ThenAnotherMember_GoesOnThere()
    {
        var topic = await Client.CreateTopicAsync();
        var group = ContractClient.NewName();
        await Client.ProduceAsync(topic, ["a", "b", "c"]);
        using (var first = Subscribe(topic, group))
        {
            Assert.Equal("a", first.Consume(TimeSpan.FromSeconds(30))?.Message.Value);
            first.Commit([new TopicPartitionOffset(topic, 0, 2)]);
            first.Close();
        }

        using var second = Subscribe(topic, group);

        Assert.Equal("c", second.Consume(TimeSpan.FromSeconds(30))?.Message.Value);
    }

    [Fact]
    public async Task StaticMember_RestartedInTime_GetsItsPartitionsBack()
    {
        var topic = await Client.CreateTopicAsync(partitions: 4);
        var group = ContractClient.NewName();
        using var one = Subscribe(topic, group, "one");
        var other = Subscribe(topic, group, "other");
        await Has("half of them for each", [(one, 2), (other, 2)]);
        var before = other.Assignment.ToHashSet();

        other.Close();
        other.Dispose();
        using var restarted = Subscribe(topic, group, "other");
        await Has("half of them for each again", [(one, 2), (restarted, 2)]);

        Assert.Equal(before, restarted.Assignment.ToHashSet());
    }

    [Fact]
    public async Task StaticMember_NotBackInTime_LosesItsPartitions()
    {
        var topic = await Client.CreateTopicAsync(partitions: 4);
        var group = ContractClient.NewName();
        using var one = Subscribe(topic, group, "one");
        var other = Subscribe(topic, group, "other");
        await Has("half of them for each", [(one, 2), (other, 2)]);

        other.Close();
        other.Dispose();

        await Has("all for the one that stays, after the session timeout", [(one, 4)]);
    }

    [Fact]
    public async Task Pattern_NewTopicMatches_IsRead()
    {
        var prefix = ContractClient.NewName();
        await Client.CreateTopicAsync($"{prefix}-1");
        using var consumer = Subscribe($"^{prefix}-.*", ContractClient.NewName());
        await Has("the topic that is there", [(consumer, 1)]);

        await Client.CreateTopicAsync($"{prefix}-2", partitions: 2);

        await Has("the new topic too", [(consumer, 3)]);
    }

    [Fact]
    public async Task Group_IsListedAndDescribed_AsConsumerGroup()
    {
        var topic = await Client.CreateTopicAsync(partitions: 2);
        var group = ContractClient.NewName();
        using var consumer = Subscribe(topic, group);
        await Has("both partitions", [(consumer, 2)]);
        using var admin = Client.Admin();

        var listed = await admin.ListConsumerGroupsAsync();
        var described = (await admin.DescribeConsumerGroupsAsync([group])).ConsumerGroupDescriptions.Single();

        Assert.Equal(ConsumerGroupState.Stable, listed.Valid.Single(g => g.GroupId == group).State);
        Assert.Equal((ConsumerGroupState.Stable, "uniform"), (described.State, described.PartitionAssignor));
        Assert.Equal([topic, topic], described.Members.Single().Assignment.TopicPartitions.Select(p => p.Topic));
    }

    [Fact]
    public async Task KafkaTools_ConsumeAndDescribe_NameEpochsAndMembers()
    {
        Requires.ApacheKafka();
        const string Bin = "$KAFKA_HOME/bin";
        var topic = await Client.CreateTopicAsync(partitions: 2);
        await Client.ProduceAsync(topic, ["one", "two"]);
        using var consumer = Subscribe(topic, $"{topic}-g");
        await Has("both partitions", [(consumer, 2)]);
        await using var reading = new BackgroundReading(consumer);

        var output = await ShellAsync(
            $"{Bin}/kafka-console-consumer.sh --bootstrap-server $B --topic {topic} --from-beginning --max-messages 2 --group {topic}-c"
            + " --consumer-property group.protocol=consumer"
            + $" && {Bin}/kafka-consumer-groups.sh --bootstrap-server $B --describe --state --group {topic}-g"
            + $" && {Bin}/kafka-consumer-groups.sh --bootstrap-server $B --describe --members --verbose --group {topic}-g"
            + $" && {Bin}/kafka-groups.sh --bootstrap-server $B --list");

        Assert.Contains("one\ntwo\n", output);
        Assert.Matches($@"{topic}-g\s+\S+\s+\(\d+\)\s+uniform\s+Stable\s+1", output);
        Assert.Contains($"{topic}:0,1", output);
        Assert.Matches($@"{topic}-g\s+Consumer\s+consumer", output);
    }

    private async Task<string> ShellAsync(string script)
    {
        await using var shell = ProgramUnderTest.StartCommand(
            "bash", "bash", ["-c", script], environment: new Dictionary<string, string> { ["B"] = BootstrapServers });
        var exitCode = await shell.WaitForExitAsync(TimeSpan.FromSeconds(90), Cancel);

        Assert.True(exitCode == 0, shell.Tail());
        return shell.StandardOutput;
    }

    private IConsumer<string, string> Subscribe(string topic, string group, string? instance = null)
    {
        var consumer = Client.Consumer(c => (c.GroupId, c.GroupProtocol, c.GroupInstanceId, c.TopicMetadataRefreshIntervalMs) =
            (group, GroupProtocol.Consumer, instance, 1000));
        consumer.Subscribe(topic);
        return consumer;
    }

    private static Task Has(string what, (IConsumer<string, string> Consumer, int Partitions)[] expected) => Eventually.True(
        what,
        () =>
        {
            foreach (var (consumer, _) in expected)
                consumer.Consume(TimeSpan.FromMilliseconds(50));
            return expected.All(static e => e.Consumer.Assignment.Count == e.Partitions);
        },
        ct: Cancel);
}
