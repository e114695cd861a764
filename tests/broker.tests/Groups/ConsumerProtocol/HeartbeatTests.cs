using MsaSample.Broker.Groups.ConsumerProtocol;
using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Tests.Groups.ConsumerProtocol;

public sealed class HeartbeatTests : IAsyncDisposable
{
    private readonly GroupTesting _group = new();

    public static TheoryData<string, int> Malformed => new()
    {
        { "no member id", 0 }, { "no subscription", 0 }, { "no rebalance timeout", 0 }, { "owned unknown", 0 }, { "empty instance", 0 },
        { "empty rack", 0 }, { "epoch", -3 }, { "left without instance", -2 }, { "too many topics", 0 },
    };

    [Fact]
    public void Join_FirstMember_GetsEveryPartitionAtOnce()
    {
        var member = new TestMember(_group, "a");

        var answer = member.Join();

        Assert.Equal((ErrorCode.None, "a", 5000), (answer.Error, answer.MemberId, answer.HeartbeatIntervalMs));
        Assert.Equal([0, 1, 2, 3], member.Partitions);
        Assert.Null(member.Beat().Assignment);
        Assert.Equal("Stable", _group.Described.State);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Heartbeat_Malformed_IsInvalid(string what, int epoch)
    {
        var member = new TestMember(_group, "a");
        var good = member.Request(epoch) with { RebalanceTimeoutMs = 1000, TopicNames = ["orders"], Owned = [] };
        var bad = what switch
        {
            "no member id" => good with { MemberId = "" },
            "no subscription" => good with { TopicNames = null },
            "no rebalance timeout" => good with { RebalanceTimeoutMs = -1 },
            "owned unknown" => good with { Owned = null },
            "empty instance" => good with { InstanceId = "" },
            "empty rack" => good with { RackId = "" },
            "too many topics" => good with { TopicNames = [.. Enumerable.Range(0, 2000).Select(static index => $"{index:D200}")] },
            _ => good,
        };

        Assert.Equal(ErrorCode.InvalidRequest, member.Send(bad).Error);
    }

    [Fact]
    public void Join_Version0WithoutId_IsGivenOne()
    {
        var member = new TestMember(_group, "");

        var answer = member.Send(member.Request(0) with { RebalanceTimeoutMs = 1000, TopicNames = ["orders"], Owned = [] }, version: 0);

        Assert.Equal((ErrorCode.None, 22), (answer.Error, answer.MemberId!.Length));
    }

    [Fact]
    public void Join_UnknownAssignorOrBadPattern_IsRefused()
    {
        Assert.Equal(ErrorCode.UnsupportedAssignor, new TestMember(_group, "a", assignor: "sticky").Join().Error);
        Assert.Equal(ErrorCode.InvalidRegularExpression, new TestMember(_group, "a", regex: "a(").Join().Error);
        Assert.Equal(ErrorCode.InvalidRegularExpression, new TestMember(_group, "a", regex: "(a)\\1").Join().Error);
        Assert.Equal(ErrorCode.InvalidRegularExpression, new TestMember(_group, "a", regex: "a)(b").Join().Error);
    }

    [Fact]
    public void Heartbeat_OfNoMember_IsUnknown()
    {
        Assert.Equal(ErrorCode.GroupIdNotFound, new TestMember(_group, "a") { Epoch = 3 }.Beat().Error);
        new TestMember(_group, "a").Join();

        Assert.Equal(ErrorCode.UnknownMemberId, new TestMember(_group, "b") { Epoch = 3 }.Beat().Error);
        Assert.Equal(ErrorCode.UnknownMemberId, new TestMember(_group, "b").Leave().Error);
    }

    [Fact]
    public void Heartbeat_OtherEpoch_IsFencedUnlessAnAnswerWasLost()
    {
        var member = new TestMember(_group, "a");
        member.Join();
        var before = member.Epoch;
        new TestMember(_group, "b").Join();
        member.Settle();

        Assert.Equal(ErrorCode.None, member.Send(member.Request(before) with { Owned = member.Owned.ByTopic() }).Error);
        Assert.Equal(ErrorCode.FencedMemberEpoch, member.Send(member.Request(before)).Error);
        Assert.Equal(ErrorCode.FencedMemberEpoch, member.Send(member.Request(member.Epoch + 1)).Error);
    }

    [Fact]
    public void Join_MemberThatIsThere_IsToldItsAssignmentAgain()
    {
        var member = new TestMember(_group, "a");
        member.Join();
        var epoch = member.Epoch;

        member.Join();

        Assert.Equal((epoch, 4), (member.Epoch, member.Owned.Count));
    }

    [Fact]
    public async Task Join_GroupFull_IsRefused()
    {
        await using var group = new GroupTesting(new() { MaxSize = 1 });
        new TestMember(group, "a").Join();

        Assert.Equal(ErrorCode.GroupMaxSizeReached, new TestMember(group, "b").Join().Error);
        Assert.Equal(ErrorCode.None, new TestMember(group, "a").Join().Error);
    }

    [Fact]
    public void SessionExpires_WithoutHeartbeat_PartitionsGoToTheOthers()
    {
        var (one, other) = (new TestMember(_group, "a"), new TestMember(_group, "b"));
        one.Join();
        other.Join();
        one.Settle();
        other.Settle();

        _group.Clock.Advance(TimeSpan.FromSeconds(40));
        one.Beat();
        _group.Clock.Advance(TimeSpan.FromSeconds(6));
        one.Settle();

        Assert.Equal(4, one.Owned.Count);
        Assert.Equal(ErrorCode.UnknownMemberId, other.Beat().Error);
    }

    [Fact]
    public async Task Join_OtherProtocol_OnlyIntoAnEmptyGroup()
    {
        _group.Commit(7);
        var member = new TestMember(_group, "a");
        member.Join();
        Assert.Equal(ErrorCode.InconsistentGroupProtocol, (await _group.Join()).Error);

        member.Leave();
        var classic = await _group.StableWithOne();

        Assert.Equal(ErrorCode.GroupIdNotFound, member.Join().Error);
        Assert.Equal(7, _group.Committed()!.Value.Offset);
        _group.Leave(classic.MemberId);
        Assert.Equal(ErrorCode.None, member.Join().Error);
        await _group.RestartAsync();
        Assert.Equal((7, ErrorCode.None), (_group.Committed()!.Value.Offset, member.Beat().Error));
    }

    public ValueTask DisposeAsync() => _group.DisposeAsync();
}
