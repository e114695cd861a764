using MsaSample.Broker.Groups.ClassicProtocol;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Tests.Groups.ConsumerProtocol;

namespace MsaSample.Broker.Tests.Groups;

/// <summary>When the broker stops, its logs are closed: no group may write to them afterwards.</summary>
public sealed class StopTests : IAsyncDisposable
{
    private readonly GroupTesting _group = new();

    [Fact]
    public async Task Dispose_MembersOfTheClassicProtocol_NothingIsWrittenAfterwards()
    {
        await _group.StableWithTwo();
        var joining = _group.Join();
        var written = _group.Written;

        _group.Coordinator.Dispose();
        _group.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(written, _group.Written);
        Assert.Equal(ErrorCode.CoordinatorNotAvailable, (await joining).Error);
    }

    [Fact]
    public async Task Dispose_MembersLeaveAfterwards_StaysDeadAndWritesNothing()
    {
        var (leader, other) = await _group.StableWithTwo(otherInstance: "i");
        var written = _group.Written;

        _group.Coordinator.Dispose();

        Assert.Equal(ErrorCode.UnknownMemberId, _group.Leave(leader.MemberId));
        Assert.Equal(ErrorCode.UnknownMemberId, _group.Leave(other.MemberId, "i"));
        Assert.Equal((ClassicGroupState.Dead, written), (_group.State, _group.Written));
    }

    [Fact]
    public void Dispose_MembersOfTheConsumerProtocol_NothingIsWrittenAfterwards()
    {
        var member = new TestMember(_group, "a");
        member.Join();
        var written = _group.Written;

        _group.Coordinator.Dispose();
        _group.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(ErrorCode.CoordinatorNotAvailable, member.Beat().Error);
        Assert.Equal(written, _group.Written);
    }

    [Fact]
    public async Task Dispose_NoGroupYet_NewMembersAreRefused()
    {
        _group.Coordinator.Dispose();

        Assert.Equal(ErrorCode.CoordinatorNotAvailable, (await _group.Join(instance: "i")).Error);
        Assert.Equal(ErrorCode.CoordinatorNotAvailable, _group.Commit(2));
        Assert.Equal(0, _group.Written);
    }

    public ValueTask DisposeAsync() => _group.DisposeAsync();
}
