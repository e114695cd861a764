using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using MsaSample.Broker.Groups;
using MsaSample.Broker.Groups.ClassicProtocol;
using MsaSample.Broker.Groups.Offsets;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Tests.Groups;

/// <summary>State of a group that does not fit into one batch of <c>__consumer_offsets</c>.</summary>
public sealed class LargeStateTests : IAsyncDisposable
{
    private static readonly byte[] TooLarge = new byte[1_100_000];

    private readonly GroupTesting _group = new();

    private OffsetsTopic Store => new(_group.Catalog, new GroupOptions(), _group.Clock, NullLogger<OffsetsTopic>.Instance);

    [Fact]
    public async Task Sync_AssignmentTooLarge_FailsTheRebalanceAndKeepsWhatWasStored()
    {
        var member = await _group.StableWithOne();
        var joined = await _group.Join(member.MemberId);

        var answer = await _group.Sync(joined, (joined.MemberId, new string('x', TooLarge.Length)));

        Assert.Equal((ErrorCode.UnknownServerError, ClassicGroupState.PreparingRebalance), (answer.Error, _group.State));
        joined = await _group.Join(joined.MemberId);
        Assert.Equal("small", Encoding.UTF8.GetString((await _group.Sync(joined, (joined.MemberId, "small"))).Assignment));
        await _group.RestartAsync();
        Assert.Equal((ClassicGroupState.Stable, ErrorCode.None), (_group.State, _group.Heartbeat(joined)));
    }

    [Fact]
    public void AppendOffsets_TooLarge_IsTold()
    {
        Assert.Equal(ErrorCode.InvalidCommitOffsetSize, Store.AppendOffsets("g", [([1], TooLarge)], producer: null, out _));
    }

    [Fact]
    public void AppendInParts_MoreThanABatchHolds_WritesAllButWhatIsTooLargeAlone()
    {
        var records = Enumerable.Range(0, 40).Select(
            static i => (new byte[] { (byte)i }, (byte[]?)(i == 20 ? TooLarge : new byte[60_000])));

        Assert.Equal(ErrorCode.UnknownServerError, Store.AppendInParts("g", records));

        var keys = new List<int>();
        Store.Replay(record => keys.Add(record.Key[0]), static (_, _, _) => { });
        Assert.Equal(Enumerable.Range(0, 40).Where(static i => i != 20), keys);
    }

    [Fact]
    public async Task Delete_GroupWithMoreOffsetsThanABatchHolds_IsGoneForGood()
    {
        var topic = "t" + new string('x', 240);
        _group.Catalog.Create(topic, 1, TopicConfigs.None);
        var value = OffsetRecords.Value(new CommittedOffset(1, 0, "", _group.Clock.GetUtcNow().ToUnixTimeMilliseconds()));
        var records = Enumerable.Range(0, 8000).Select(
            i => (OffsetRecords.Key(GroupTesting.Group, new TopicPartition(topic, i)), (byte[]?)value));
        foreach (var part in records.Chunk(2000))
            Store.AppendOffsets(GroupTesting.Group, part, producer: null, out _);

        await _group.RestartAsync();

        Assert.Equal(ErrorCode.None, _group.Coordinator.Delete(GroupTesting.Group));

        await _group.RestartAsync();
        Assert.Null(_group.Coordinator.Find(GroupTesting.Group));
    }

    public ValueTask DisposeAsync() => _group.DisposeAsync();
}
