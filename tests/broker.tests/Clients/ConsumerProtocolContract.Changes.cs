using Confluent.Kafka;

namespace MsaSample.Broker.Tests.Clients;

/// <content>Groups whose consumers change to another protocol.</content>
public abstract partial class ConsumerProtocolContract
{
    [Theory]
    [InlineData(GroupProtocol.Classic, GroupProtocol.Consumer)]
    [InlineData(GroupProtocol.Consumer, GroupProtocol.Classic)]
    public async Task EmptyGroup_JoinedWithTheOtherProtocol_GoesOnAtItsOffsets(GroupProtocol before, GroupProtocol after)
    {
        var topic = await Client.CreateTopicAsync();
        var group = ContractClient.NewName();
        await Client.ProduceAsync(topic, ["a", "b", "c"]);
        using (var old = Subscribe(topic, group, before))
        {
            Assert.Equal("a", old.Consume(TimeSpan.FromSeconds(30))?.Message.Value);
            old.Commit([new TopicPartitionOffset(topic, 0, 1)]);
            old.Close();
        }

        using (var changed = Subscribe(topic, group, after))
        {
            Assert.Equal("b", changed.Consume(TimeSpan.FromSeconds(30))?.Message.Value);
            changed.Commit([new TopicPartitionOffset(topic, 0, 2)]);
            changed.Close();
        }

        using var back = Subscribe(topic, group, before);
        Assert.Equal("c", back.Consume(TimeSpan.FromSeconds(30))?.Message.Value);
    }

    [Fact]
    public async Task ClassicGroup_JoinedByAMemberOfTheConsumerProtocol_RefusesItAndGoesOn()
    {
        var topic = await Client.CreateTopicAsync();
        var group = ContractClient.NewName();
        await Client.ProduceAsync(topic, ["a", "b"]);
        using var member = Subscribe(topic, group, GroupProtocol.Classic);
        Assert.Equal("a", member.Consume(TimeSpan.FromSeconds(30))?.Message.Value);

        using var stranger = Subscribe(topic, group, GroupProtocol.Consumer);
        var refused = Assert.ThrowsAny<KafkaException>(() => stranger.Consume(TimeSpan.FromSeconds(30)));

        Assert.Equal(ErrorCode.GroupIdNotFound, refused.Error.Code);
        Assert.Equal("b", member.Consume(TimeSpan.FromSeconds(30))?.Message.Value);
        member.Commit();
    }

    private IConsumer<string, string> Subscribe(string topic, string group, GroupProtocol protocol) =>
        protocol == GroupProtocol.Consumer ? Subscribe(topic, group) : Client.Subscribe(topic, group);
}
