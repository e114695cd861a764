using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Storage.Recovery;
using MsaSample.Broker.Tests.Protocol.Records;

namespace MsaSample.Broker.Tests.Storage;

public sealed class TimestampSearchTests : IDisposable
{
    private readonly LogTesting _files = new();

    [Theory]
    [MemberData(nameof(GoldenBatches.Codecs), MemberType = typeof(GoldenBatches))]
    public void FindByTimestamp_AnyCodec_ReturnsTheExactRecord(string codec)
    {
        var log = _files.Open();
        log.Append(_files.Batch(5, timestamp: 1000));
        log.Append(_files.Batch(5, timestamp: 2000, codec: Enum.Parse<CompressionType>(codec)));

        Assert.Equal((7L, 2002L), log.FindByTimestamp(2002));
        Assert.Equal((5L, 2000L), log.FindByTimestamp(1500));
        Assert.Equal((0L, 1000L), log.FindByTimestamp(0));
        Assert.Equal((-1L, -1L), log.FindByTimestamp(2005));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FindByTimestamp_ManySegments_ReturnsTheFirstRecordAtOrAfter(bool reopened)
    {
        var config = new LogConfig { SegmentBytes = 5000, IndexIntervalBytes = 300 };
        var log = _files.Open(config);
        for (var i = 0; i < 200; i++)
            log.Append(_files.Batch(2, timestamp: 10_000 + i * 10));

        if (reopened)
        {
            log.Dispose();
            log = _files.Open(config, new LogState(CleanShutdown: true, 400, 0));
        }

        for (var i = 0; i < 200; i++)
            Assert.Equal((i * 2L, 10_000L + i * 10), log.FindByTimestamp(10_000 + i * 10 - 5));
        Assert.Equal((399L, 11_991L), log.FindMaxTimestamp());
    }

    [Fact]
    public void FindByTimestamp_TimestampsOutOfOrder_ReturnsTheLowestOffset()
    {
        var log = _files.Open();
        foreach (var timestamp in new long[] { 500, 900, 100, 800, 1000 })
            log.Append(_files.Batch(timestamp: timestamp));

        Assert.Equal((1L, 900L), log.FindByTimestamp(600));
        Assert.Equal((4L, 1000L), log.FindMaxTimestamp());
    }

    [Fact]
    public void FindByTimestamp_RecordsBelowTheStartOffset_AreSkipped()
    {
        var log = _files.Open();
        log.Append(_files.Batch(10, timestamp: 1000));

        log.DeleteRecordsBefore(4);

        Assert.Equal((4L, 1004L), log.FindByTimestamp(0));
    }

    public void Dispose() => _files.Dispose();
}
