using System.Text;
using MsaSample.Broker.Groups.ClassicProtocol;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Tests.Groups.ClassicProtocol;

public sealed class StaticMemberTests : IAsyncDisposable
{
    private readonly GroupTesting _group = new();

    [Fact]
    public async Task Join_Restarted_GetsItsAssignmentWithoutRebalance()
    {
        var (leader, old) = await _group.StableWithTwo(otherInstance: "i2");

        var back = await _group.Join(instance: "i2", version: 5);
        var synced = await _group.Sync(back);

        Assert.NotEqual(old.MemberId, back.MemberId);
        Assert.Equal((old.GenerationId, ClassicGroupState.Stable), (back.GenerationId, _group.State));
        Assert.Equal("right", Encoding.UTF8.GetString(synced.Assignment));
        Assert.Equal(ErrorCode.None, _group.Heartbeat(leader));
    }

    [Fact]
    public async Task Heartbeat_OfTheOldProcess_IsFenced()
    {
        var old = await _group.StableWithOne(instance: "i1");

        await _group.Join(instance: "i1", version: 5);

        Assert.Equal(ErrorCode.FencedInstanceId, _group.Heartbeat(old, instance: "i1"));
        Assert.Equal(ErrorCode.FencedInstanceId, (await _group.Join(old.MemberId, instance: "i1", version: 5)).Error);
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(9, true)]
    public async Task Join_LeaderRestarted_SkipsTheAssignment(short version, bool told)
    {
        var old = await _group.StableWithOne(instance: "i1");

        var back = await _group.Join(instance: "i1", version: version);

        Assert.Equal(told, back.SkipAssignment);
        Assert.Equal(told ? back.MemberId : old.MemberId, back.Leader);
        Assert.Equal(told ? 1 : 0, back.Members.Count);
    }

    [Fact]
    public async Task Join_ReplacedWhileJoining_OldRequestIsFenced()
    {
        var first = await _group.StableWithOne();
        var old = _group.Join(instance: "i2", version: 5);

        var replacement = _group.Join(instance: "i2", version: 5);
        await _group.Join(first.MemberId);

        Assert.Equal(ErrorCode.FencedInstanceId, (await old).Error);
        Assert.Equal(ErrorCode.None, (await replacement).Error);
    }

    [Fact]
    public async Task Leave_ByInstanceId_RemovesIt()
    {
        await _group.StableWithOne(instance: "i1");

        Assert.Equal(ErrorCode.None, _group.Leave("", instance: "i1"));

        Assert.Equal(ClassicGroupState.Empty, _group.State);
        Assert.Equal(ErrorCode.UnknownMemberId, _group.Leave("", instance: "i1"));
    }

    [Fact]
    public async Task SessionExpires_StaticMember_IsRemovedToo()
    {
        await _group.StableWithOne(instance: "i1");

        _group.Clock.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(ClassicGroupState.Empty, _group.State);
    }

    [Fact]
    public async Task Rebalance_OnlyStaticMembersThatDoNotJoin_WaitsForTheirSessions()
    {
        var (leader, other) = await StableWithShortTimeouts();
        _group.Leave(leader.MemberId);
        var timers = _group.Clock.Timers;

        for (var i = 0; i < 50; i++)
            _group.Clock.Advance(TimeSpan.FromMilliseconds(100));

        Assert.InRange(_group.Clock.Timers - timers, 0, 5);
        Assert.Equal(
            (ClassicGroupState.PreparingRebalance, ErrorCode.RebalanceInProgress), (_group.State, _group.Heartbeat(other, instance: "i2")));
        _group.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(ClassicGroupState.Empty, _group.State);
    }

    [Fact]
    public async Task Rebalance_OneOfTheStaticMembersJoins_GoesOnWithoutTheOthers()
    {
        var (leader, other) = await StableWithShortTimeouts();
        _group.Leave(leader.MemberId);
        _group.Clock.Advance(TimeSpan.FromSeconds(1));

        var rejoined = _group.Join(other.MemberId, instance: "i2", version: 5, rebalance: 1);
        _group.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((ErrorCode.None, other.MemberId), ((await rejoined).Error, (await rejoined).Leader));
    }

    // A dynamic and a static member, with rebalance timeouts of one millisecond.
    private async Task<(JoinGroupResponse Leader, JoinGroupResponse Other)> StableWithShortTimeouts()
    {
        var first = await _group.Join(rebalance: 1);
        await _group.Sync(first, (first.MemberId, "all"));
        var joining = _group.Join(instance: "i2", version: 5, rebalance: 1);
        var leader = await _group.Join(first.MemberId, rebalance: 1);
        var other = await joining;
        var waiting = _group.Sync(other);
        await _group.Sync(leader, (leader.MemberId, "left"), (other.MemberId, "right"));
        await waiting;
        return (leader, other);
    }

    public ValueTask DisposeAsync() => _group.DisposeAsync();
}
