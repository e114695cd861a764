using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Tests.Groups.ConsumerProtocol;

public sealed class StaticConsumerTests : IAsyncDisposable
{
    private readonly GroupTesting _group = new();

    [Fact]
    public void Join_AfterLeavingForNow_HasItsPartitionsWithoutRebalance()
    {
        var (other, old) = (new TestMember(_group, "a"), new TestMember(_group, "b", instance: "i2"));
        other.Join();
        old.Join();
        other.Settle();
        old.Settle();
        Assert.Equal(-2, old.Leave(-2).MemberEpoch);

        var epoch = other.Epoch;
        Assert.Null(other.Beat().Assignment);
        var back = new TestMember(_group, "c", instance: "i2");
        back.Join();

        Assert.Equal(old.Owned, back.Owned);
        Assert.Null(other.Beat().Assignment);
        Assert.Equal((epoch, epoch), (other.Epoch, back.Epoch));
        Assert.Equal(ErrorCode.FencedInstanceId, old.Beat().Error);
    }

    [Fact]
    public void Join_InstanceInUse_IsUnreleased()
    {
        var member = new TestMember(_group, "a", instance: "i1");
        member.Join();

        Assert.Equal(ErrorCode.UnreleasedInstanceId, new TestMember(_group, "b", instance: "i1").Join().Error);
        Assert.Equal(ErrorCode.UnreleasedInstanceId, member.Join().Error);
        Assert.Equal(ErrorCode.None, member.Beat().Error);
    }

    [Fact]
    public void Heartbeat_OfAnotherProcess_IsFencedOrUnknown()
    {
        var member = new TestMember(_group, "a", instance: "i1");
        member.Join();

        Assert.Equal(ErrorCode.FencedInstanceId, new TestMember(_group, "b", instance: "i1") { Epoch = member.Epoch }.Beat().Error);
        Assert.Equal(ErrorCode.FencedInstanceId, new TestMember(_group, "b", instance: "i1").Leave(-2).Error);
        Assert.Equal(ErrorCode.UnknownMemberId, new TestMember(_group, "a", instance: "i9") { Epoch = member.Epoch }.Beat().Error);
        Assert.Equal(ErrorCode.UnknownMemberId, new TestMember(_group, "a", instance: "i9").Leave(-2).Error);
    }

    [Fact]
    public void LeftForNow_NotBackInTime_LosesItsPartitions()
    {
        var (other, member) = (new TestMember(_group, "a"), new TestMember(_group, "b", instance: "i2"));
        other.Join();
        member.Join();
        other.Settle();
        member.Settle();
        member.Leave(-2);

        Assert.Equal(ErrorCode.FencedMemberEpoch, member.Send(member.Request(other.Epoch)).Error);
        _group.Clock.Advance(TimeSpan.FromSeconds(30));
        other.Beat();
        _group.Clock.Advance(TimeSpan.FromSeconds(16));

        Assert.Equal(4, other.Settle().Owned.Count);
    }

    public ValueTask DisposeAsync() => _group.DisposeAsync();
}
