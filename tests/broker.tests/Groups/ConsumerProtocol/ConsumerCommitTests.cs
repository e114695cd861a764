using MsaSample.Broker.Groups;
using MsaSample.Broker.Handlers.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Tests.Groups.ConsumerProtocol;

public sealed class ConsumerCommitTests : IAsyncDisposable
{
    private readonly GroupTesting _group = new();

    [Fact]
    public void Commit_DependsOnMemberEpochAndVersion()
    {
        var member = new TestMember(_group, "a");
        member.Join();

        Assert.Equal(ErrorCode.None, member.Commit(1));
        Assert.Equal(ErrorCode.StaleMemberEpoch, member.Commit(2, epoch: member.Epoch + 1));
        Assert.Equal(ErrorCode.StaleMemberEpoch, member.Commit(2, epoch: member.Epoch - 1));
        Assert.Equal(ErrorCode.UnsupportedVersion, member.Commit(2, version: 8));
        Assert.Equal(ErrorCode.UnknownMemberId, new TestMember(_group, "b") { Epoch = 1 }.Commit(2));
        Assert.Equal(ErrorCode.UnknownMemberId, _group.Commit(2));
        Assert.Equal(1, _group.Committed()!.Value.Offset);
    }

    [Fact]
    public void Commit_WithTheEpochBefore_OnlyForWhatTheMemberKept()
    {
        var (one, other) = (new TestMember(_group, "a"), new TestMember(_group, "b"));
        one.Join();
        var before = one.Epoch;
        other.Join();
        one.Settle();
        other.Settle();

        Assert.Equal(ErrorCode.None, one.Commit(3, one.Partitions.First(), before));
        Assert.Equal(ErrorCode.StaleMemberEpoch, one.Commit(3, other.Partitions.First(), before));
    }

    [Fact]
    public void Commit_UnknownGroup_IsNotFoundFromVersion9On()
    {
        Assert.Equal(ErrorCode.GroupIdNotFound, new TestMember(_group, "a") { Epoch = 1 }.Commit(1));
        Assert.Equal(ErrorCode.IllegalGeneration, new TestMember(_group, "a") { Epoch = 1 }.Commit(1, version: 8));
    }

    [Theory]
    [InlineData(null, -1, nameof(ErrorCode.None))]
    [InlineData("a", 0, nameof(ErrorCode.None))]
    [InlineData("a", 1, nameof(ErrorCode.StaleMemberEpoch))]
    [InlineData("b", 0, nameof(ErrorCode.UnknownMemberId))]
    public void Fetch_ByMember_ChecksItsEpoch(string? memberId, int ahead, string expected)
    {
        var member = new TestMember(_group, "a");
        member.Join();
        var epoch = memberId is null ? -1 : member.Epoch + ahead;

        var answer = new OffsetFetchHandler(_group.Coordinator).Handle(
            new OffsetFetchRequest([new OffsetFetchGroup(GroupTesting.Group, memberId, epoch, Topics: null)], RequireStable: true),
            GroupTesting.Context(9));

        Assert.Equal(expected, Assert.Single(answer.Groups).Error.ToString());
    }

    [Fact]
    public async Task Expire_TopicWithoutSubscriber_RemovesItsOffsetOnly()
    {
        await using var group = new GroupTesting(new GroupOptions { ConsumerSessionTimeout = TimeSpan.FromDays(30) });
        group.Catalog.Create("payments", 1, TopicConfigs.None);
        group.Commit(5, topic: "payments");
        var member = new TestMember(group, "a");
        member.Join();
        member.Commit(6);

        group.Clock.Advance(TimeSpan.FromDays(7.1));

        Assert.Null(group.Committed("payments"));
        Assert.Equal(6, group.Committed()!.Value.Offset);
    }

    [Fact]
    public void DeleteGroup_OnlyWithoutMembers()
    {
        var member = new TestMember(_group, "a");
        member.Join();
        member.Commit(1);
        Assert.Equal(ErrorCode.NonEmptyGroup, _group.Coordinator.Delete(GroupTesting.Group));
        var offsets = _group.Coordinator.Find(GroupTesting.Group)!.Offsets;
        Assert.Equal(ErrorCode.GroupSubscribedToTopic, offsets.Delete(new TopicPartition("orders", 0)));

        member.Leave();

        Assert.Equal(ErrorCode.None, _group.Coordinator.Delete(GroupTesting.Group));
    }

    public ValueTask DisposeAsync() => _group.DisposeAsync();
}
