using System.Text;
using MsaSample.Broker.Groups.ClassicProtocol;
using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Tests.Groups.ClassicProtocol;

public sealed class MemberTests : IAsyncDisposable
{
    private readonly GroupTesting _group = new();

    [Fact]
    public async Task Sync_AgainWhenStable_GivesTheSameAssignment()
    {
        var (_, other) = await _group.StableWithTwo();

        var again = await _group.Sync(other);

        Assert.Equal(("right", "consumer", "range"), (Encoding.UTF8.GetString(again.Assignment), again.ProtocolType, again.ProtocolName));
    }

    [Fact]
    public async Task Sync_NewMemberMeanwhile_MustJoinAgain()
    {
        var (leader, other) = await _group.StableWithTwo();
        var rejoin = _group.Join(leader.MemberId);
        var waiting = _group.Sync(await _group.Join(other.MemberId));

        _ = _group.Join();

        Assert.Equal(ErrorCode.RebalanceInProgress, (await waiting).Error);
        Assert.Equal(ErrorCode.RebalanceInProgress, (await _group.Sync(await rejoin)).Error);
    }

    [Fact]
    public async Task Sync_WrongGenerationOrProtocol_IsRefused()
    {
        var leader = await _group.StableWithOne();

        Assert.Equal(ErrorCode.IllegalGeneration, (await _group.Sync(leader with { GenerationId = 7 })).Error);
        Assert.Equal(ErrorCode.UnknownMemberId, (await _group.Sync(leader with { MemberId = "stranger" })).Error);
        Assert.Equal(ErrorCode.InconsistentGroupProtocol, (await _group.Sync(leader with { ProtocolName = "sticky" })).Error);
    }

    [Fact]
    public async Task Sync_NeverSentByAFollower_DropsItAfterTheRebalanceTimeout()
    {
        var (leader, other) = await _group.StableWithTwo();
        var rejoin = _group.Join(leader.MemberId, session: 120_000);
        await _group.Join(other.MemberId, session: 120_000);
        await _group.Sync(await rejoin, (leader.MemberId, "all"));

        _group.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(ErrorCode.UnknownMemberId, _group.Heartbeat(other));
        Assert.Equal(ErrorCode.RebalanceInProgress, _group.Heartbeat(await rejoin));
    }

    [Fact]
    public async Task Heartbeat_InEveryState_TellsWhatToDo()
    {
        var leader = await _group.Join();
        Assert.Equal(ErrorCode.None, _group.Heartbeat(leader));
        await _group.Sync(leader, (leader.MemberId, "all"));
        Assert.Equal(ErrorCode.None, _group.Heartbeat(leader));

        _ = _group.Join();

        Assert.Equal(ErrorCode.RebalanceInProgress, _group.Heartbeat(leader));
        Assert.Equal(ErrorCode.IllegalGeneration, _group.Heartbeat(leader with { GenerationId = 9 }));
        Assert.Equal(ErrorCode.UnknownMemberId, _group.Heartbeat(leader with { MemberId = "stranger" }));
    }

    [Fact]
    public async Task SessionExpires_WithoutHeartbeat_RebalancesTheRest()
    {
        var (leader, other) = await _group.StableWithTwo();

        _group.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(ErrorCode.None, _group.Heartbeat(leader));
        _group.Clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(ErrorCode.UnknownMemberId, _group.Heartbeat(other));
        Assert.Equal(ErrorCode.RebalanceInProgress, _group.Heartbeat(leader));
        Assert.Single((await _group.Join(leader.MemberId)).Members);
    }

    [Fact]
    public async Task SessionExpires_WhileItsJoinWaits_KeepsTheMember()
    {
        var leader = await _group.StableWithOne(session: 30_000);
        var waiting = _group.Join(session: 6_000);

        _group.Clock.Advance(TimeSpan.FromSeconds(20));
        await _group.Join(leader.MemberId, session: 30_000);

        Assert.Equal(ErrorCode.None, (await waiting).Error);
    }

    [Fact]
    public async Task Leave_LastMember_EmptiesTheGroup()
    {
        var leader = await _group.StableWithOne();

        Assert.Equal(ErrorCode.None, _group.Leave(leader.MemberId));

        Assert.Equal(ClassicGroupState.Empty, _group.State);
        Assert.Equal(ErrorCode.UnknownMemberId, _group.Leave(leader.MemberId));
        Assert.Equal(3, (await _group.Join()).GenerationId);
    }

    [Fact]
    public async Task Leave_PendingMember_StartsNoRebalance()
    {
        var leader = await _group.StableWithOne();
        var pending = await _group.Join(version: 4);

        Assert.Equal(ErrorCode.None, _group.Leave(pending.MemberId));

        Assert.Equal(ClassicGroupState.Stable, _group.State);
        Assert.Equal(ErrorCode.None, _group.Heartbeat(leader));
    }

    [Fact]
    public async Task Leave_Leader_TheNextOneLeads()
    {
        var (leader, other) = await _group.StableWithTwo();

        _group.Leave(leader.MemberId);
        var again = await _group.Join(other.MemberId);

        Assert.Equal((other.MemberId, 1), (again.Leader, again.Members.Count));
    }

    [Fact]
    public async Task Describe_Stable_ShowsMembersWithTheirAssignments()
    {
        var leader = await _group.StableWithOne(instance: "i1", metadata: "wants");

        var described = _group.Classic.Describe();

        var member = Assert.Single(described.Members);
        Assert.Equal(("Stable", "consumer", "range"), (described.State, described.ProtocolType, described.ProtocolData));
        Assert.Equal(
            (leader.MemberId, "i1", "client", "/127.0.0.1"), (member.MemberId, member.InstanceId, member.ClientId, member.ClientHost));
        Assert.Equal(("wants", "all"), (Encoding.UTF8.GetString(member.Metadata), Encoding.UTF8.GetString(member.Assignment)));
    }

    public ValueTask DisposeAsync() => _group.DisposeAsync();
}
