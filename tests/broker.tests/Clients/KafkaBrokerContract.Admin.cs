using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace MsaSample.Broker.Tests.Clients;

/// <content>Topics and settings, through the admin client.</content>
public abstract partial class KafkaBrokerContract
{
    [Fact]
    public async Task CreateTopic_NameTaken_IsRefused()
    {
        var topic = await Client.CreateTopicAsync();

        var error = await Assert.ThrowsAsync<CreateTopicsException>(() => Client.CreateTopicAsync(topic));

        Assert.Equal(ErrorCode.TopicAlreadyExists, error.Results.Single().Error.Code);
    }

    [Theory]
    [InlineData("not valid", 1, 1, ErrorCode.TopicException)]
    [InlineData("two-replicas", 1, 2, ErrorCode.InvalidReplicationFactor)]
    public async Task CreateTopic_BadRequest_IsRefused(string name, int partitions, short replication, ErrorCode expected)
    {
        using var admin = Client.Admin();

        var error = await Assert.ThrowsAsync<CreateTopicsException>(
            () =>
                admin.CreateTopicsAsync(
                    [new TopicSpecification { Name = name, NumPartitions = partitions, ReplicationFactor = replication }]));

        Assert.Equal(expected, error.Results.Single().Error.Code);
    }

    [Theory]
    [InlineData("no.such.setting", "1")]
    [InlineData("retention.ms", "soon")]
    [InlineData("cleanup.policy", "shred")]
    public async Task CreateTopic_BadSetting_IsRefused(string name, string value)
    {
        var error = await Assert.ThrowsAsync<CreateTopicsException>(() => Client.CreateTopicAsync(configs: new() { [name] = value }));

        Assert.Equal(ErrorCode.InvalidConfig, error.Results.Single().Error.Code);
    }

    [Fact]
    public async Task CreateTopic_ValidateOnly_CreatesNothing()
    {
        var name = ContractClient.NewName();
        using var admin = Client.Admin();

        await admin.CreateTopicsAsync(
            [new TopicSpecification { Name = name, NumPartitions = 1 }], new CreateTopicsOptions { ValidateOnly = true });

        await Client.CreateTopicAsync(name);
    }

    [Fact]
    public async Task DeleteTopic_ThenCreateAgain_StartsEmpty()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.ProduceAsync(topic, ["old"]);
        using var admin = Client.Admin();

        await admin.DeleteTopicsAsync([topic]);
        await Client.CreateTopicAsync(topic);
        await Client.ProduceAsync(topic, ["new"]);

        Assert.Equal(["new"], Client.ReadAll(topic, 1).Select(r => r.Message.Value));
    }

    [Fact]
    public async Task DeleteTopic_Unknown_IsRefused()
    {
        using var admin = Client.Admin();

        var error = await Assert.ThrowsAsync<DeleteTopicsException>(() => admin.DeleteTopicsAsync([ContractClient.NewName()]));

        Assert.Equal(ErrorCode.UnknownTopicOrPart, error.Results.Single().Error.Code);
    }

    [Fact]
    public async Task DescribeConfigs_Topic_TellsValueAndSource()
    {
        var topic = await Client.CreateTopicAsync(configs: new() { ["retention.ms"] = "60000" });

        var entries = await Client.DescribeTopicAsync(topic);

        Assert.Equal(("60000", false), (entries["retention.ms"].Value, entries["retention.ms"].IsDefault));
        Assert.Equal(("delete", true), (entries["cleanup.policy"].Value, entries["cleanup.policy"].IsDefault));
        Assert.Equal("1048588", entries["max.message.bytes"].Value);
    }

    [Fact]
    public async Task AlterConfigs_SetAppendDelete_ChangeThatSettingOnly()
    {
        var topic = await Client.CreateTopicAsync(configs: new() { ["retention.ms"] = "60000", ["segment.ms"] = "5000" });

        await Client.AlterAsync(
            topic, new ConfigEntry { Name = "cleanup.policy", Value = "compact", IncrementalOperation = AlterConfigOpType.Append });
        await Client.AlterAsync(
            topic, new ConfigEntry { Name = "retention.ms", IncrementalOperation = AlterConfigOpType.Delete, Value = "" });
        await Client.AlterAsync(
            topic, new ConfigEntry { Name = "max.message.bytes", Value = "2000000", IncrementalOperation = AlterConfigOpType.Set });

        var entries = await Client.DescribeTopicAsync(topic);
        Assert.Equal(["compact", "delete"], entries["cleanup.policy"].Value.Split(',').Order());
        Assert.True(entries["retention.ms"].IsDefault);
        Assert.Equal(["2000000", "5000"], [entries["max.message.bytes"].Value, entries["segment.ms"].Value]);
    }

    [Fact]
    public async Task CreatePartitions_More_AreWritable()
    {
        var topic = await Client.CreateTopicAsync();
        using var admin = Client.Admin();

        await admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = topic, IncreaseTo = 3 }]);

        using var producer = Client.Producer();
        var written = await producer.ProduceAsync(new TopicPartition(topic, 2), new Message<string, string> { Value = "v" }, Cancel);
        Assert.Equal(0, written.Offset.Value);
    }

    [Fact]
    public async Task CreatePartitions_Fewer_IsRefused()
    {
        var topic = await Client.CreateTopicAsync(partitions: 2);
        using var admin = Client.Admin();

        var error = await Assert.ThrowsAsync<CreatePartitionsException>(
            () => admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = topic, IncreaseTo = 1 }]));

        Assert.Equal(ErrorCode.InvalidPartitions, error.Results.Single().Error.Code);
    }

    [Fact]
    public async Task DeleteRecords_BeforeAnOffset_MovesTheStart()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.ProduceAsync(topic, ["a", "b", "c"]);
        using var admin = Client.Admin();

        var result = await admin.DeleteRecordsAsync([new TopicPartitionOffset(topic, 0, 2)]);

        Assert.Equal(2, result.Single().Offset.Value);
        Assert.Equal(["c"], Client.ReadAll(topic, 1).Select(r => r.Message.Value));
    }

    [Fact]
    public async Task DescribeCluster_Node_IsController()
    {
        using var admin = Client.Admin();

        var cluster = await admin.DescribeClusterAsync();

        Assert.Equal(22, cluster.ClusterId.Length);
        Assert.Equal(cluster.Nodes.Single().Id, cluster.Controller.Id);
    }
}
