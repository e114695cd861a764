using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage;

namespace MsaSample.Broker.Tests.Storage;

public sealed class PartitionLogTests : IDisposable
{
    private readonly LogTesting _files = new();

    [Fact]
    public void Append_SeveralBatches_AssignsConsecutiveOffsets()
    {
        var log = _files.Open();

        Assert.Equal([0L, 3L, 4L], new[] { 3, 1, 5 }.Select(count => log.Append(_files.Batch(count)).BaseOffset));

        Assert.Equal((0L, 9L), (log.StartOffset, log.EndOffset));
        Assert.Equal([(0, 2), (3, 3), (4, 8)], log.BatchesFrom(0));
    }

    [Fact]
    public void Read_OffsetInsideABatch_ReturnsTheWholeBatch()
    {
        var log = _files.Open();
        log.Append(_files.Batch(10));
        log.Append(_files.Batch(10));

        Assert.Equal([(10, 19)], log.BatchesFrom(14));
    }

    [Fact]
    public void Read_LimitInsideTheSecondBatch_ReturnsOneWholeBatch()
    {
        var log = _files.Open();
        var size = _files.Batch(10).Length;
        log.Append(_files.Batch(10));
        log.Append(_files.Batch(10));

        using var slice = log.Read(0, size + size / 2, atLeastOneBatch: false);
        Assert.Equal(size, slice.Length);
    }

    [Fact]
    public void Read_FirstBatchLargerThanTheLimit_IsReturnedOnlyOnRequest()
    {
        var log = _files.Open();
        log.Append(_files.Batch(1, valueSize: 5000));

        using var whole = log.Read(0, 100, atLeastOneBatch: true);
        using var nothing = log.Read(0, 100, atLeastOneBatch: false);
        Assert.True(whole.Length > 5000);
        Assert.Equal((0, ErrorCode.None), (nothing.Length, nothing.Error));
    }

    [Theory]
    [InlineData(3, nameof(ErrorCode.None))]
    [InlineData(4, nameof(ErrorCode.OffsetOutOfRange))]
    [InlineData(-1, nameof(ErrorCode.OffsetOutOfRange))]
    public void Read_AtOrBeyondTheEnd_IsEmpty(long offset, string expected)
    {
        var log = _files.Open();
        log.Append(_files.Batch(3));

        using var slice = log.Read(offset, 1000, atLeastOneBatch: true);
        Assert.Equal((expected, 0), (slice.Error.ToString(), slice.Length));
    }

    [Fact]
    public void Read_EveryOffsetOfManySegments_FindsItsBatch()
    {
        var log = _files.Open(new LogConfig { SegmentBytes = 20_000, IndexIntervalBytes = 500 });
        for (var i = 0; i < 300; i++)
            log.Append(_files.Batch(1 + i % 4, valueSize: 50 + i % 100));

        Assert.True(Directory.GetFiles(_files.Directory, "*.log").Length > 3);
        for (long offset = 0; offset < log.EndOffset; offset++)
        {
            var header = new RecordBatch(log.Read(offset, 1, atLeastOneBatch: true).Bytes());
            Assert.InRange(offset, header.BaseOffset, header.LastOffset);
        }
    }

    [Fact]
    public void Append_Watched_CallsTheWatcherAfterTheEndMoved()
    {
        var log = _files.Open();
        var seen = new List<long>();

        using (log.WatchAppends(() => seen.Add(log.EndOffset)))
            log.Append(_files.Batch(2));
        log.Append(_files.Batch());

        Assert.Equal([2], seen);
    }

    [Fact]
    public void DeleteFiles_SliceOpen_StaysReadable()
    {
        var log = _files.Open();
        log.Append(_files.Batch(2));
        var slice = log.Read(0, 1000, atLeastOneBatch: true);

        log.DeleteFiles();

        Assert.False(Directory.Exists(_files.Directory));
        Assert.Equal(2, new RecordBatch(slice.Bytes()).RecordCount);
        Assert.Equal(ErrorCode.UnknownTopicOrPartition, log.Read(0, 1000, true).Error);
        Assert.Equal(ErrorCode.UnknownTopicOrPartition, log.Append(_files.Batch()).Error);
    }

    [Fact]
    public async Task Read_WhileOthersAppend_SeesOnlyWholeBatches()
    {
        var log = _files.Open(new LogConfig { SegmentBytes = 200_000 });
        var writers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
                Assert.Equal(ErrorCode.None, log.Append(_files.Batch(3, valueSize: 100)).Error);
        })).ToArray();

        while (!Task.WhenAll(writers).IsCompleted)
            log.BatchesFrom(Math.Max(0, log.EndOffset - 100));

        await Task.WhenAll(writers);
        Assert.Equal(Enumerable.Range(0, 1500).Select(i => (i * 3L, i * 3L + 2)), log.BatchesFrom(0));
    }

    public void Dispose() => _files.Dispose();
}
