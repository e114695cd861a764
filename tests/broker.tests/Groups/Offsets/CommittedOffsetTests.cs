using System.Text;
using MsaSample.Broker.Groups;
using MsaSample.Broker.Groups.ClassicProtocol;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Tests.Groups.Offsets;

public sealed class CommittedOffsetTests : IAsyncDisposable
{
    private readonly GroupTesting _group = new();

    [Fact]
    public async Task Commit_AfterRestart_IsStillThere()
    {
        _group.Commit(1);
        _group.Commit(42, metadata: "a note");

        await _group.RestartAsync();

        var committed = _group.Committed()!.Value;
        Assert.Equal((42L, 3, "a note"), (committed.Offset, committed.LeaderEpoch, committed.Metadata));
        Assert.Equal(ClassicGroupState.Empty, _group.State);
    }

    [Fact]
    public async Task Restart_StableGroup_GoesOnWithItsMembers()
    {
        var (leader, other) = await _group.StableWithTwo(otherInstance: "i2");

        await _group.RestartAsync();

        Assert.Equal((ClassicGroupState.Stable, ErrorCode.None), (_group.State, _group.Heartbeat(leader)));
        Assert.Equal("right", Encoding.UTF8.GetString((await _group.Sync(other)).Assignment));
        Assert.Equal((leader.MemberId, "range"), ((await _group.Join(other.MemberId)).Leader, other.ProtocolName));
        _group.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(ClassicGroupState.Empty, _group.State);
    }

    [Fact]
    public async Task Commit_OfMembers_DependsOnTheState()
    {
        var joined = await _group.Join();
        Assert.Equal(ErrorCode.RebalanceInProgress, _group.Commit(1, joined));
        await _group.Sync(joined, (joined.MemberId, "all"));
        Assert.Equal(ErrorCode.None, _group.Commit(2, joined));

        _ = _group.Join();

        Assert.Equal(ErrorCode.None, _group.Commit(3, joined)); // allowed, because a member commits what it has read before it joins again
        Assert.Equal(ErrorCode.IllegalGeneration, _group.Commit(4, joined with { GenerationId = 0 }));
        Assert.Equal(ErrorCode.UnknownMemberId, _group.Commit(4, joined with { MemberId = "stranger" }));
        Assert.Equal(3, _group.Committed()!.Value.Offset);
    }

    [Fact]
    public async Task Commit_FromOutside_OnlyWhileThereAreNoMembers()
    {
        Assert.Equal(ErrorCode.None, _group.Commit(5));
        await _group.StableWithOne();

        Assert.Equal(ErrorCode.UnknownMemberId, _group.Commit(6));
    }

    [Fact]
    public void Commit_NotAcceptable_IsRefusedPerPartition()
    {
        Assert.Equal(ErrorCode.UnknownTopicOrPartition, _group.Commit(1, topic: "nothing"));
        Assert.Equal(ErrorCode.OffsetMetadataTooLarge, _group.Commit(1, metadata: new string('x', 4097)));
        Assert.Equal(ErrorCode.None, _group.Commit(1, metadata: new string('x', 4096)));
    }

    [Fact]
    public async Task Delete_Group_OnlyWithoutMembersAndForGood()
    {
        var member = await _group.StableWithOne();
        _group.Commit(5, member);
        Assert.Equal(ErrorCode.NonEmptyGroup, _group.Coordinator.Delete(GroupTesting.Group));

        _group.Leave(member.MemberId);
        Assert.Equal(ErrorCode.None, _group.Coordinator.Delete(GroupTesting.Group));
        await _group.RestartAsync();

        Assert.Equal(ErrorCode.GroupIdNotFound, _group.Coordinator.Delete(GroupTesting.Group));
        Assert.Null(_group.Committed());
    }

    [Fact]
    public async Task DeleteOffset_SubscribedTopic_IsRefused()
    {
        // consumer protocol: version 0, one topic "orders"
        var member = await _group.StableWithOne(metadata: "\0\0\0\0\0\u0001\0\u0006orders");
        _group.Commit(5, member);
        var group = _group.Coordinator.Find(GroupTesting.Group)!;

        Assert.Equal(ErrorCode.GroupSubscribedToTopic, group.Offsets.Delete(new TopicPartition("orders", 0)));
        _group.Leave(member.MemberId);
        Assert.Equal(ErrorCode.None, group.Offsets.Delete(new TopicPartition("orders", 0)));
        Assert.Null(_group.Committed());
    }

    [Fact]
    public async Task DeleteTopic_Committed_RemovesItsOffsets()
    {
        _group.Commit(5);

        _group.Catalog.Delete(_group.Catalog.Find("orders")!);
        await _group.RestartAsync();

        Assert.Null(_group.Committed());
    }

    [Fact]
    public void Expire_SevenDaysWithoutMembers_RemovesTheGroup()
    {
        _group.Commit(5);

        _group.Clock.Advance(TimeSpan.FromDays(6.9));
        Assert.NotNull(_group.Committed());
        _group.Clock.Advance(TimeSpan.FromDays(0.2));

        Assert.Null(_group.Coordinator.Find(GroupTesting.Group));
    }

    [Fact]
    public async Task Expire_StableGroup_RemovesOffsetsOfUnsubscribedTopicsOnly()
    {
        await using var group = new GroupTesting(new GroupOptions { MaxSessionTimeout = TimeSpan.FromDays(20) });
        group.Catalog.Create("payments", 1, TopicConfigs.None);
        group.Commit(5, topic: "payments");
        var member = await group.StableWithOne(metadata: "\0\0\0\0\0\u0001\0\u0006orders", session: 20 * 24 * 3600 * 1000);
        group.Commit(6, member);

        group.Clock.Advance(TimeSpan.FromDays(7.1));

        Assert.Null(group.Committed("payments"));
        Assert.Equal(6, group.Committed()!.Value.Offset);
    }

    [Theory]
    [InlineData("my-group", -1906497762)]
    [InlineData("", 0)]
    public void JavaHash_Text_IsTheOneOfJava(string text, int expected) => Assert.Equal(expected, StateTopic.JavaHash(text));

    public ValueTask DisposeAsync() => _group.DisposeAsync();
}
