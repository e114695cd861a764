using System.Text;
using MsaSample.Broker.Groups;
using MsaSample.Broker.Groups.ClassicProtocol;
using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Tests.Groups.ClassicProtocol;

public sealed class JoinTests : IAsyncDisposable
{
    private readonly GroupTesting _group = new();

    [Fact]
    public async Task Join_FirstMember_LeadsAtOnce()
    {
        var joined = await _group.Join(metadata: "wants orders");

        Assert.Equal((ErrorCode.None, 1, joined.MemberId), (joined.Error, joined.GenerationId, joined.Leader));
        Assert.Equal(("consumer", "range"), (joined.ProtocolType, joined.ProtocolName));
        Assert.Equal("wants orders", Encoding.UTF8.GetString(Assert.Single(joined.Members).Metadata));
        Assert.Equal(ClassicGroupState.CompletingRebalance, _group.State);
    }

    [Fact]
    public async Task Join_Version4WithoutId_MustComeBackWithTheGivenOne()
    {
        var first = await _group.Join(version: 4);
        Assert.Equal((ErrorCode.MemberIdRequired, ClassicGroupState.Empty), (first.Error, _group.State));

        var second = await _group.Join(first.MemberId, version: 4);

        Assert.Equal((ErrorCode.None, first.MemberId), (second.Error, second.MemberId));
    }

    [Fact]
    public async Task Join_GivenIdNeverUsed_IsForgottenAfterTheSessionTimeout()
    {
        var first = await _group.Join(version: 4);

        _group.Clock.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(ErrorCode.UnknownMemberId, (await _group.Join(first.MemberId, version: 4)).Error);
    }

    [Theory]
    [InlineData("", 5_999, nameof(ErrorCode.InvalidSessionTimeout))]
    [InlineData("", 1_800_001, nameof(ErrorCode.InvalidSessionTimeout))]
    [InlineData("stranger", 10_000, nameof(ErrorCode.UnknownMemberId))]
    public async Task Join_NotAcceptable_IsRefused(string memberId, int session, string expected) =>
        Assert.Equal(expected, (await _group.Join(memberId, session: session)).Error.ToString());

    [Fact]
    public async Task Join_NoCommonProtocol_IsInconsistent()
    {
        await _group.StableWithOne();

        Assert.Equal(ErrorCode.InconsistentGroupProtocol, (await _group.Join(protocols: "sticky,roundrobin")).Error);
    }

    [Fact]
    public async Task Join_DifferentPreferences_ChoosesByVotesAmongCommonOnes()
    {
        var first = await _group.Join(protocols: "a,b,c");
        var second = _group.Join(protocols: "c,b");
        var third = _group.Join(protocols: "x,b,c");
        await _group.Join(first.MemberId, protocols: "a,b,c");

        Assert.Equal(["b", "b"], new[] { (await second).ProtocolName, (await third).ProtocolName });
    }

    [Fact]
    public async Task Join_SecondMember_OnlyTheLeaderSeesTheMembers()
    {
        var (leader, other) = await _group.StableWithTwo();

        Assert.Equal(2, leader.Members.Count);
        Assert.Empty(other.Members);
        Assert.Equal(leader.MemberId, other.Leader);
        Assert.Equal(leader.GenerationId, other.GenerationId);
    }

    [Fact]
    public async Task Join_MemberDoesNotComeBack_IsDroppedAtTheRebalanceTimeout()
    {
        var first = await _group.StableWithOne(session: 120_000);
        var second = _group.Join();
        Assert.False(second.IsCompleted);

        _group.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(((await second).MemberId, 2), ((await second).Leader, (await second).GenerationId));
        Assert.Equal(ErrorCode.UnknownMemberId, _group.Heartbeat(first));
    }

    [Fact]
    public async Task Join_Version0_RebalancesWithinTheSessionTimeout()
    {
        var first = await _group.Join(rebalance: -1, session: 20_000, version: 0);
        await _group.Sync(first, (first.MemberId, "all"));
        var second = _group.Join(rebalance: -1, session: 6_000, version: 0);

        _group.Clock.Advance(TimeSpan.FromSeconds(19));
        Assert.False(second.IsCompleted);
        _group.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(2, (await second).GenerationId);
    }

    [Fact]
    public async Task Join_FollowerAgainUnchanged_KeepsTheGeneration()
    {
        var (_, other) = await _group.StableWithTwo();

        var again = await _group.Join(other.MemberId);

        Assert.Equal((other.GenerationId, ClassicGroupState.Stable), (again.GenerationId, _group.State));
    }

    [Fact]
    public async Task Join_LeaderAgain_StartsARebalance()
    {
        var (leader, other) = await _group.StableWithTwo();

        var again = _group.Join(leader.MemberId);
        Assert.Equal(ErrorCode.RebalanceInProgress, _group.Heartbeat(other));
        await _group.Join(other.MemberId);

        Assert.Equal(leader.GenerationId + 1, (await again).GenerationId);
    }

    [Fact]
    public async Task Join_CooperativeTwoSteps_GivesTwoGenerations()
    {
        var first = await _group.StableWithOne(metadata: "owns 0-3");
        var second = _group.Join(metadata: "owns none");
        var step1 = await _group.Join(first.MemberId, metadata: "owns 0-3");
        await Task.WhenAll(_group.Sync(await second), _group.Sync(step1, (first.MemberId, "0-1"), ((await second).MemberId, "")));

        var revoked = _group.Join(first.MemberId, metadata: "owns 0-1");
        var follower = await _group.Join((await second).MemberId, metadata: "owns none");
        var leader = await revoked;
        var assigned = _group.Sync(follower);
        await _group.Sync(leader, (leader.MemberId, "0-1"), (follower.MemberId, "2-3"));

        Assert.Equal(step1.GenerationId + 1, leader.GenerationId);
        Assert.Equal("2-3", Encoding.UTF8.GetString((await assigned).Assignment));
    }

    [Fact]
    public async Task Join_InitialDelay_CollectsThoseWhoComeMeanwhile()
    {
        await using var group = new GroupTesting(new GroupOptions { InitialRebalanceDelay = TimeSpan.FromSeconds(3) });
        var first = group.Join();
        group.Clock.Advance(TimeSpan.FromSeconds(2));
        var second = group.Join();
        group.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.False(first.IsCompleted); // the second one prolonged the wait

        group.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal((1, 1), ((await first).GenerationId, (await second).GenerationId));
    }

    [Fact]
    public async Task Join_GroupFull_IsRefused()
    {
        await using var group = new GroupTesting(new GroupOptions { MaxSize = 1 });
        await group.StableWithOne();

        Assert.Equal(ErrorCode.GroupMaxSizeReached, (await group.Join()).Error);
    }

    [Fact]
    public async Task Join_InstanceIdTooLongForAMemberId_IsRefused()
    {
        Assert.Equal(ErrorCode.InvalidRequest, (await _group.Join(instance: new string('i', short.MaxValue - 36))).Error);
        Assert.Equal(ErrorCode.None, (await _group.Join(instance: new string('i', short.MaxValue - 37))).Error);
    }

    public ValueTask DisposeAsync() => _group.DisposeAsync();
}
