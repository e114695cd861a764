using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Tests.Transactions;

/// <summary>Offsets that are committed in a transaction take effect with its commit marker, and not before.</summary>
public sealed class PendingOffsetTests : IAsyncDisposable
{
    private readonly TransactionTesting _txn = new();

    [Theory]
    [InlineData(true, 7L)]
    [InlineData(false, 3L)]
    public async Task End_OffsetsSent_CountOnlyIfItCommits(bool commit, long expected)
    {
        _txn.Commit(3);
        var producer = _txn.Begin();
        Assert.Equal(ErrorCode.None, _txn.Send(producer, 7));
        Assert.Equal((3L, true), (_txn.Committed, IsUnstable()));

        Assert.Equal(ErrorCode.None, _txn.End(producer, commit));

        Assert.Equal((expected, false), (_txn.Committed, IsUnstable()));
        await _txn.RestartAsync();
        Assert.Equal((expected, false), (_txn.Committed, IsUnstable()));
    }

    [Fact]
    public async Task Restart_OffsetsPending_ArePendingStill()
    {
        var producer = _txn.Begin();
        _txn.Send(producer, 7);

        await _txn.RestartAsync();

        Assert.True(IsUnstable());
        Assert.Null(_txn.Committed);
        _txn.End(producer);
        Assert.Equal(7, _txn.Committed);
    }

    [Fact]
    public async Task End_CommittedOtherwiseMeanwhile_TheLaterOneStays()
    {
        var producer = _txn.Begin();
        _txn.Send(producer, 7);
        _txn.Commit(9);

        _txn.End(producer);

        Assert.Equal(9, _txn.Committed);
        await _txn.RestartAsync();
        Assert.Equal(9, _txn.Committed);
    }

    [Fact]
    public async Task DeleteTopic_OffsetsPending_DoNotComeBackWithTheMarker()
    {
        var producer = _txn.Begin();
        _txn.Send(producer, 7);
        _txn.Catalog.Delete(_txn.Catalog.Find("orders")!);

        _txn.End(producer);

        Assert.Null(_txn.Committed);
        await _txn.RestartAsync();
        Assert.Null(_txn.Committed);
    }

    public ValueTask DisposeAsync() => _txn.DisposeAsync();

    private bool IsUnstable()
    {
        var asked = new OffsetFetchGroup(TransactionTesting.Group, MemberId: null, MemberEpoch: -1, [new OffsetFetchTopic("orders", [0])]);
        var fetched = _txn.Groups.Find(TransactionTesting.Group)!.Offsets.Fetch(asked, requireStable: true);
        return fetched.Topics.Single().Partitions.Single().Error == ErrorCode.UnstableOffsetCommit;
    }
}
