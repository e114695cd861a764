using Microsoft.Extensions.Logging.Abstractions;
using MsaSample.Broker.Handlers.Records;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Records;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Tests.Storage;
using MsaSample.Broker.Topics;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Handlers.Records;

/// <summary>Fetch sessions (KIP-227) as a consumer of version 12 uses them.</summary>
public sealed class FetchSessionTests : IAsyncDisposable
{
    private readonly TempDirectory _data = new("fetch");
    private readonly LogTesting _files = new();
    private readonly LogDirectory _logs;
    private readonly TopicCatalog _catalog;
    private readonly FetchSessionCache _cache;
    private readonly Topic _topic;

    public FetchSessionTests()
    {
        _logs = LogDirectory.Open(_data, StorageOptions.Default, _files.Clock, NullLogger.Instance);
        _catalog = new TopicCatalog(_logs, new TopicDefaults(), NullLogger<TopicCatalog>.Instance);
        _cache = new FetchSessionCache(_files.Clock);
        _topic = _catalog.Create("orders", 3, TopicConfigs.None).Topic!;
    }

    [Fact]
    public async Task FullFetch_EpochZero_OpensASessionAndAnswersEveryPartition()
    {
        var full = await FetchAsync(0, 0, [0, 1, 2]);

        Assert.NotEqual(0, full.SessionId);
        Assert.Equal([0, 1, 2], Partitions(full));
    }

    [Fact]
    public async Task IncrementalFetch_NothingNew_AnswersNothing()
    {
        var full = await FetchAsync(0, 0, [0, 1, 2]);

        var next = await FetchAsync(full.SessionId, 1, []);

        Assert.Equal((full.SessionId, ErrorCode.None), (next.SessionId, next.Error));
        Assert.Empty(next.Topics);
    }

    [Fact]
    public async Task IncrementalFetch_OnePartitionGrew_AnswersThatOne()
    {
        var full = await FetchAsync(0, 0, [0, 1, 2]);
        _topic.Partitions[1].Log.Append(_files.Batch());

        using var next = await FetchAsync(full.SessionId, 1, []);

        Assert.Equal([1], Partitions(next));
    }

    [Fact]
    public async Task IncrementalFetch_PartitionHadRecords_ComesLastTheNextTime()
    {
        foreach (var partition in _topic.Partitions)
            partition.Log.Append(_files.Batch());
        using var full = await FetchAsync(0, 0, [0, 1, 2], maxBytes: 1); // KIP-74: the first batch alone

        using var second = await FetchAsync(full.SessionId, 1, [], maxBytes: 1);
        using var third = await FetchAsync(full.SessionId, 2, [], maxBytes: 1);

        Assert.Equal([0, 1, 2], new[] { full, second, third }.Select(WithRecords));
    }

    [Fact]
    public async Task IncrementalFetch_ForgottenPartition_IsReadNoMore()
    {
        var full = await FetchAsync(0, 0, [0, 1, 2]);
        _topic.Partitions[1].Log.Append(_files.Batch());

        var next = await FetchAsync(full.SessionId, 1, [], forgotten: [1]);

        Assert.Empty(next.Topics);
    }

    [Fact]
    public async Task IncrementalFetch_AllForgotten_ClosesTheSession()
    {
        var full = await FetchAsync(0, 0, [0]);

        var next = await FetchAsync(full.SessionId, 1, [], forgotten: [0]);

        Assert.Equal((0, ErrorCode.None, 0), (next.SessionId, next.Error, _cache.Count));
    }

    [Fact]
    public async Task IncrementalFetch_PartitionRecovers_IsToldThoughNothingGrew()
    {
        var full = await FetchAsync(0, 0, [0]);
        var lost = await FetchAsync(full.SessionId, 1, [0], offset: 99);

        var back = await FetchAsync(full.SessionId, 2, [0]);

        Assert.Equal(ErrorCode.OffsetOutOfRange, lost.Topics[0].Partitions[0].Error);
        Assert.Equal([0], Partitions(back));
    }

    [Theory]
    [InlineData(0, (short)ErrorCode.InvalidFetchSessionEpoch)]
    [InlineData(1, (short)ErrorCode.FetchSessionIdNotFound)]
    public async Task IncrementalFetch_WrongEpochOrId_IsRefused(int idOffset, short expected)
    {
        var full = await FetchAsync(0, 0, [0]);

        var next = await FetchAsync(full.SessionId + idOffset, 2, []);

        Assert.Equal((expected, 0), ((short)next.Error, next.SessionId));
    }

    [Fact]
    public async Task IncrementalFetch_TopicIdsInASessionOfNames_IsRefused()
    {
        var full = await FetchAsync(0, 0, [0]);

        var next = await FetchAsync(full.SessionId, 1, [], version: 13);

        Assert.Equal(ErrorCode.FetchSessionTopicIdError, next.Error);
    }

    [Fact]
    public async Task LastFetch_EpochMinusOne_ClosesTheSession()
    {
        var full = await FetchAsync(0, 0, [0]);

        var last = await FetchAsync(full.SessionId, -1, []);

        Assert.Equal((0, 0), (last.SessionId, _cache.Count));
    }

    [Fact]
    public async Task FullFetch_CacheFullOfUsedSessions_GetsNoneUntilOneIsTwoMinutesUnused()
    {
        for (var i = 0; i < FetchSessionCache.Slots; i++)
            await FetchAsync(0, 0, [0]);

        var refused = await FetchAsync(0, 0, [0]);
        _files.Clock.Advance(TimeSpan.FromMinutes(2.1));
        var accepted = await FetchAsync(0, 0, [0]);

        Assert.Equal(0, refused.SessionId);
        Assert.NotEqual(0, accepted.SessionId);
        Assert.Equal(FetchSessionCache.Slots, _cache.Count);
    }

    public async ValueTask DisposeAsync()
    {
        await _logs.DisposeAsync();
        _files.Dispose();
        _data.Dispose();
    }

    private static IEnumerable<int> Partitions(FetchResponse response) =>
        response.Topics.SelectMany(t => t.Partitions).Select(p => p.Index);

    private static int WithRecords(FetchResponse response) =>
        response.Topics.SelectMany(t => t.Partitions).Single(p => p.Records.Length > 0).Index;

    private async Task<FetchResponse> FetchAsync(
        int session, int epoch, int[] partitions, long offset = 0, int maxBytes = 1 << 20, int[]? forgotten = null, short version = 12)
    {
        FetchTopic[] topics = partitions.Length == 0
            ? []
            : [new("orders", Guid.Empty, [.. partitions.Select(p => new FetchPartition(p, -1, offset, maxBytes))])];
        ForgottenTopic[] gone = forgotten is null ? [] : [new("orders", Guid.Empty, forgotten)];
        var request = new FetchRequest(MaxWaitMs: 0, MinBytes: 1, maxBytes, IsolationLevel.ReadUncommitted, session, epoch, topics, gone);
        var context = new RequestContext(version, "test", "/127.0.0.1");
        return await new FetchHandler(_catalog, _cache, _files.Clock).HandleAsync(request, context, CancellationToken.None);
    }
}
