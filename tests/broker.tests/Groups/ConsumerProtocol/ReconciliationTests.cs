using MsaSample.Broker.Protocol;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Tests.Groups.ConsumerProtocol;

public sealed class ReconciliationTests : IAsyncDisposable
{
    private readonly GroupTesting _group = new();

    [Fact]
    public void SecondMember_WaitsUntilTheFirstHasReleased()
    {
        var (one, other) = (new TestMember(_group, "a"), new TestMember(_group, "b"));
        one.Join();
        other.Join();
        Assert.Equal((0, "Reconciling"), (other.Owned.Count, _group.Described.State));

        var epoch = one.Epoch;
        one.Beat(); // is told to keep two, and does not say yet that it gave up the others
        Assert.Equal((2, epoch), (one.Owned.Count, one.Epoch));
        Assert.Null(one.Beat(quiet: true).Assignment);
        other.Beat();
        Assert.Empty(other.Owned);

        one.Settle();
        other.Settle();
        Assert.Equal((2, 2, "Stable"), (one.Owned.Count, other.Owned.Count, _group.Described.State));
        Assert.Empty(one.Owned.Intersect(other.Owned));
    }

    [Fact]
    public void Member_DoesNotRelease_IsRemovedAtTheRebalanceTimeout()
    {
        var (one, other) = (new TestMember(_group, "a"), new TestMember(_group, "b"));
        one.Join();
        other.Join();
        one.Beat();

        for (var second = 0; second < 61; second += 10)
        {
            _group.Clock.Advance(TimeSpan.FromSeconds(10));
            one.Beat(quiet: true);
            other.Beat();
        }

        Assert.Equal(ErrorCode.UnknownMemberId, one.Beat().Error);
        Assert.Equal(4, other.Settle().Owned.Count);
    }

    [Fact]
    public void Leave_LastButOne_TheOtherGetsAll()
    {
        var (one, other) = (new TestMember(_group, "a"), new TestMember(_group, "b"));
        one.Join();
        other.Join();
        one.Settle();
        other.Settle();

        Assert.Equal(-1, one.Leave().MemberEpoch);

        Assert.Equal(4, other.Settle().Owned.Count);
        other.Leave();
        Assert.Equal("Empty", _group.Described.State);
    }

    [Fact]
    public void Topics_ComeGrowAndGo_MembersFollow()
    {
        var member = new TestMember(_group, "a", topics: ["orders", "payments"]);
        member.Join();
        _group.Catalog.Create("payments", 2, TopicConfigs.None);
        Assert.Equal(6, member.Settle().Owned.Count);

        _group.Catalog.AddPartitions(_group.Catalog.Find("orders")!, 5, validateOnly: false);
        Assert.Equal(7, member.Settle().Owned.Count);

        _group.Catalog.Delete(_group.Catalog.Find("payments")!);
        Assert.Equal([0, 1, 2, 3, 4], member.Settle().Partitions);
    }

    [Fact]
    public void Pattern_WholeNameMatches_NewTopicIsFound()
    {
        var member = new TestMember(_group, "a", regex: "ord.*|pay[a-z]+");
        member.Join();
        Assert.Equal(4, member.Owned.Count);

        _group.Catalog.Create("xpayments", 2, TopicConfigs.None);
        _group.Catalog.Create("payments", 2, TopicConfigs.None);

        Assert.Equal(6, member.Settle().Owned.Count);
        Assert.Equal("ord.*|pay[a-z]+", Assert.Single(_group.Described.Members).TopicRegex);
    }

    [Fact]
    public void Subscription_Changed_AssignmentFollows()
    {
        _group.Catalog.Create("payments", 2, TopicConfigs.None);
        var member = new TestMember(_group, "a");
        member.Join();

        member.Send(member.Request(member.Epoch) with { TopicNames = ["payments"], Owned = [] });

        Assert.Equal([0, 1], member.Settle().Partitions);
        Assert.Equal(["payments"], Assert.Single(_group.Described.Members).TopicNames);
    }

    [Fact]
    public void Describe_WhileReconciling_ShowsCurrentAndTarget()
    {
        var (one, other) = (new TestMember(_group, "a"), new TestMember(_group, "b", assignor: "range"));
        one.Join();
        other.Join();

        var described = _group.Described;

        Assert.Equal("range", described.Assignor);
        Assert.Equal([0, 1, 2, 3], described.Members.Single(m => m.MemberId == "a").Assignment.Single().Partitions);
        Assert.Equal([2, 3], described.Members.Single(m => m.MemberId == "b").Target.Single().Partitions);
        Assert.Equal(("client", "/127.0.0.1"), (described.Members[0].ClientId, described.Members[0].ClientHost));
    }

    [Fact]
    public async Task Restart_MembersGoOn_WithTheirPartitions()
    {
        var (one, other) = (new TestMember(_group, "a"), new TestMember(_group, "b", instance: "i2", regex: "ord.*"));
        one.Join();
        other.Join();
        one.Beat(); // still has to release

        await _group.RestartAsync();

        other.Beat();
        Assert.Empty(other.Owned);
        one.Settle();
        other.Settle();
        Assert.Equal((2, 2, "Stable"), (one.Owned.Count, other.Owned.Count, _group.Described.State));
        _group.Clock.Advance(TimeSpan.FromSeconds(46));
        Assert.Equal(ErrorCode.UnknownMemberId, one.Beat().Error);
    }

    [Fact]
    public async Task Restart_OfAStableGroup_ChangesNoEpoch()
    {
        var member = new TestMember(_group, "a");
        member.Join();
        var epoch = member.Epoch;

        await _group.RestartAsync();

        Assert.Null(member.Beat().Assignment);
        Assert.Equal(epoch, member.Epoch);
    }

    public ValueTask DisposeAsync() => _group.DisposeAsync();
}
