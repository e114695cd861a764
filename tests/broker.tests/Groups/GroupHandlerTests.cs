using MsaSample.Broker.Handlers.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;
using MsaSample.Broker.Tests.Groups.ConsumerProtocol;

namespace MsaSample.Broker.Tests.Groups;

/// <summary>The requests that tools send about groups of either protocol.</summary>
public sealed class GroupHandlerTests : IAsyncDisposable
{
    private readonly GroupTesting _group = new();

    [Fact]
    public void List_Filtered_GivesWhatPasses()
    {
        new TestMember(_group, "a").Join();
        var handler = new ListGroupsHandler(_group.Coordinator);

        var all = handler.Handle(new ListGroupsRequest([], []), GroupTesting.Context(5));
        var classic = handler.Handle(new ListGroupsRequest([], ["classic"]), GroupTesting.Context(5));
        var stable = handler.Handle(new ListGroupsRequest(["Stable"], ["Consumer"]), GroupTesting.Context(5));

        Assert.Equal(new ListedGroup("g", "consumer", "Stable", "consumer"), Assert.Single(all.Groups));
        Assert.Empty(classic.Groups);
        Assert.Single(stable.Groups);
    }

    [Theory]
    [InlineData("missing", 5, nameof(ErrorCode.None))]
    [InlineData("missing", 6, nameof(ErrorCode.GroupIdNotFound))]
    [InlineData("g", 5, nameof(ErrorCode.None))]
    [InlineData("g", 6, nameof(ErrorCode.GroupIdNotFound))]
    public void DescribeGroups_NoClassicGroup_IsDead(string id, short version, string expected)
    {
        new TestMember(_group, "a").Join();

        var answer = new DescribeGroupsHandler(_group.Coordinator).Handle(
            new DescribeGroupsRequest([id], IncludeAuthorizedOperations: false), GroupTesting.Context(version));

        Assert.Equal(("Dead", expected), (answer.Groups[0].State, answer.Groups[0].Error.ToString()));
    }

    [Fact]
    public async Task ConsumerGroupDescribe_NoConsumerGroup_IsNotFound()
    {
        await _group.StableWithOne();

        var answer = new ConsumerGroupDescribeHandler(_group.Coordinator).Handle(
            new ConsumerGroupDescribeRequest(["g", "missing"], IncludeAuthorizedOperations: false), GroupTesting.Context(1));

        Assert.Equal(["Group g is not a consumer group.", "Group missing not found."], answer.Groups.Select(group => group.ErrorMessage));
        Assert.All(answer.Groups, group => Assert.Equal(ErrorCode.GroupIdNotFound, group.Error));
    }

    [Fact]
    public void OffsetFetch_NamedOrAll_MinusOneWhereThereIsNone()
    {
        _group.Commit(42, metadata: "note");
        var handler = new OffsetFetchHandler(_group.Coordinator);

        var all = handler.Handle(new OffsetFetchRequest([new("g", null, -1, null)], RequireStable: true), GroupTesting.Context(8));
        var named = handler.Handle(
            new OffsetFetchRequest(
                [new("g", null, -1, [new("orders", [0, 1])]), new("missing", null, -1, [new("orders", [0])])], RequireStable: false),
            GroupTesting.Context(8));

        var stored = all.Groups[0].Topics.Single().Partitions.Single();
        Assert.Equal((42, "note"), (stored.Offset, stored.Metadata));
        Assert.Equal([42, -1, -1], named.Groups.SelectMany(g => g.Topics).SelectMany(t => t.Partitions).Select(p => p.Offset));
        Assert.All(named.Groups, group => Assert.Equal(ErrorCode.None, group.Error));
    }

    public ValueTask DisposeAsync() => _group.DisposeAsync();
}
