using Microsoft.Extensions.Logging.Abstractions;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Storage.Recovery;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Storage;

public sealed class RetentionTests : IDisposable
{
    private readonly LogTesting _files = new();

    [Fact]
    public void ApplyRetention_ByTime_DeletesOldSegmentsAndRollsTheActiveOne()
    {
        var log = Fill(new LogConfig { SegmentBytes = 1000, RetentionMs = 60_000 }, batches: 30);

        _files.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.True(log.ApplyRetention() > 2);

        Assert.Equal((30L, 30L, 0L), (log.StartOffset, log.EndOffset, log.SizeInBytes));
        Assert.Equal(30, log.Append(_files.Batch()).BaseOffset);
        Assert.Single(Directory.GetFiles(_files.Directory, "*.log"));
    }

    [Fact]
    public void ApplyRetention_TimeIndexLost_KeepsRecentRecords()
    {
        var config = new LogConfig { SegmentBytes = 1000, RetentionMs = 60_000 };
        Fill(config, batches: 30).Dispose();
        foreach (var index in Directory.GetFiles(_files.Directory, "*.timeindex"))
            File.WriteAllBytes(index, []);

        var log = _files.Open(config, new LogState(CleanShutdown: true, RecoveryPoint: 30, StartOffset: 0));

        Assert.Equal((0, 0L, 30L), (log.ApplyRetention(), log.StartOffset, log.EndOffset));
    }

    [Fact]
    public void ApplyRetention_RecordsWithoutTimestamp_UsesTheLastWriteTime()
    {
        var log = _files.Open(new LogConfig { SegmentBytes = 1000, RetentionMs = 60_000 });
        for (var i = 0; i < 30; i++)
            log.Append(_files.Batch(timestamp: -1));
        foreach (var file in Directory.GetFiles(_files.Directory, "*.log"))
            File.SetLastWriteTimeUtc(file, _files.Clock.GetUtcNow().UtcDateTime);

        Assert.Equal(0, log.ApplyRetention());
        _files.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.True(log.ApplyRetention() > 2);
    }

    [Fact]
    public void ApplyRetention_BySize_KeepsAtLeastTheLimit()
    {
        var log = Fill(new LogConfig { SegmentBytes = 1000, RetentionBytes = 2500 }, batches: 50);

        log.ApplyRetention();

        Assert.InRange(log.SizeInBytes, 2500, 3500);
        Assert.Equal(log.StartOffset, log.BatchesFrom(log.StartOffset)[0].First);
        Assert.Equal(ErrorCode.OffsetOutOfRange, log.Read(0, 100, true).Error);
    }

    [Fact]
    public void ApplyRetention_CompactedOnly_DeletesNothing()
    {
        var log = Fill(new LogConfig { SegmentBytes = 1000, RetentionMs = 1, CleanupPolicy = CleanupPolicy.Compact }, batches: 20);

        _files.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(0, log.ApplyRetention());
    }

    [Fact]
    public void ApplyRetention_SegmentBelowTheStartOfACompactedLog_IsDeleted()
    {
        var log = Fill(new LogConfig { SegmentBytes = 1000, CleanupPolicy = CleanupPolicy.Compact }, batches: 20);
        log.DeleteRecordsBefore(-1);
        while (log.EndOffset < 30)
            log.Append(_files.Batch());

        Assert.Equal(1, log.ApplyRetention());

        Assert.Equal(20, log.BatchesFrom(log.StartOffset)[0].First);
    }

    [Fact]
    public void ApplyRetention_NewerSegmentInFront_DoesNotRollTheActiveOne()
    {
        var log = Fill(new LogConfig { SegmentBytes = 1000, RetentionMs = 60_000 }, batches: 20);
        var segments = Directory.GetFiles(_files.Directory, "*.log").Length;
        while (Directory.GetFiles(_files.Directory, "*.log").Length == segments)
            log.Append(_files.Batch(timestamp: 1000));

        Assert.Equal((0, segments + 1), (log.ApplyRetention(), Directory.GetFiles(_files.Directory, "*.log").Length));
    }

    [Fact]
    public void Append_SegmentOlderThanSegmentMs_Rolls()
    {
        var log = Fill(new LogConfig { SegmentMs = 1000 }, batches: 2);

        _files.Clock.Advance(TimeSpan.FromSeconds(2));
        log.Append(_files.Batch());

        Assert.True(File.Exists(_files.FileOf(2, ".log")));
    }

    [Theory]
    [InlineData(5, nameof(ErrorCode.None), 5)]
    [InlineData(-1, nameof(ErrorCode.None), 20)]
    [InlineData(20, nameof(ErrorCode.None), 20)]
    [InlineData(21, nameof(ErrorCode.OffsetOutOfRange), 0)]
    [InlineData(-2, nameof(ErrorCode.OffsetOutOfRange), 0)]
    public void DeleteRecordsBefore_Offset_MovesTheStart(long offset, string expected, long start)
    {
        var log = Fill(new LogConfig { SegmentBytes = 1000 }, batches: 20);

        Assert.Equal(expected, log.DeleteRecordsBefore(offset).ToString());

        Assert.Equal(start, log.StartOffset);
        Assert.Equal(start == 0 ? ErrorCode.None : ErrorCode.OffsetOutOfRange, log.Read(Math.Max(0, start - 1), 10, true).Error);
    }

    [Fact]
    public async Task DeleteRecordsBefore_InsideASegment_SurvivesARestart()
    {
        using var data = new TempDirectory();
        var topicId = Guid.NewGuid();
        await using (var directory = LogDirectory.Open(data, StorageOptions.Default, _files.Clock, NullLogger.Instance))
        {
            var log = directory.OpenLog("orders-0", LogConfig.Default, topicId);
            for (var i = 0; i < 10; i++)
                log.Append(_files.Batch());
            log.DeleteRecordsBefore(4);
            var checkpoint = await File.ReadAllTextAsync(data.File("log-start-offset-checkpoint"), TestContext.Current.CancellationToken);
            Assert.Contains("orders 0 4", checkpoint, StringComparison.Ordinal);
        }

        await using var again = LogDirectory.Open(data, StorageOptions.Default, _files.Clock, NullLogger.Instance);
        var reopened = again.OpenLog("orders-0", LogConfig.Default, topicId);
        Assert.Equal((4L, 10L), (reopened.StartOffset, reopened.EndOffset));
    }

    public void Dispose() => _files.Dispose();

    private PartitionLog Fill(LogConfig config, int batches)
    {
        var log = _files.Open(config);
        for (var i = 0; i < batches; i++)
            log.Append(_files.Batch());

        return log;
    }
}
