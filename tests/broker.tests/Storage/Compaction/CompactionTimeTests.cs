using System.Text;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage;

namespace MsaSample.Broker.Tests.Storage.Compaction;

/// <summary>Compaction of records with unusual timestamps: when it starts, and how long tombstones and segments are kept.</summary>
public sealed class CompactionTimeTests
{
    private static LogConfig Small => new() { SegmentBytes = 1000, IndexIntervalBytes = 200, CleanupPolicy = CleanupPolicy.Compact };

    [Fact]
    public async Task Compact_TimestampsInTheFuture_DoNotDelayIt()
    {
        await using var log = new CompactionTesting();
        PutAt(log, log.Now + 1_800_000, "1");
        PutAt(log, log.Now + 1_800_000, "2");
        log.Roll();

        Assert.Equal(1, log.Compact());

        Assert.Equal(["2"], log.Records().Where(static r => r.Key == "k").Select(static r => r.Value![..1]));
    }

    [Fact]
    public async Task Append_SegmentOlderThanMaxLag_Rolls()
    {
        await using var log = new CompactionTesting(Small with { MaxCompactionLagMs = 60_000 });
        log.Put("k", "1");
        log.Clock.Advance(TimeSpan.FromSeconds(61));

        log.Put("k", "2");

        Assert.Equal(2, log.Segments.Length);
    }

    [Fact]
    public async Task Compact_OldTimestampsJustAppended_ShareASegment()
    {
        await using var log = new CompactionTesting(Small with { SegmentMs = 60_000, MinCleanableDirtyRatio = 1 });
        for (var i = 0; i < 5; i++)
        {
            PutAt(log, 1000, $"{i}");
            log.Compact();
        }

        Assert.Single(log.Segments);
        log.Clock.Advance(TimeSpan.FromSeconds(61));
        log.Compact();
        Assert.Equal(2, log.Segments.Length);
    }

    [Fact]
    public async Task Compact_OverdueRecordBehindANewerOne_IsCompacted()
    {
        await using var log = new CompactionTesting(Small with { MaxCompactionLagMs = 60_000, MinCleanableDirtyRatio = 1 });
        log.Put("young", "1");
        while (log.Segments.Length < 3)
            PutAt(log, log.Now - 61_000, "1");

        Assert.Equal(1, log.Compact());
    }

    [Fact]
    public async Task Compact_UnlimitedDeleteRetention_KeepsTombstones()
    {
        await using var log = new CompactionTesting(Small with { DeleteRetentionMs = long.MaxValue });
        log.Put("k", null);
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 4; i++)
                log.Roll();
            Assert.Equal(1, log.Compact());
        }

        Assert.Contains(log.Records(), static r => r is { Key: "k", Value: null });
    }

    [Fact]
    public async Task Compact_RecordsWithoutTimestamp_KeepTheLastWriteTimeOfTheFile()
    {
        await using var log = new CompactionTesting(Small with { CleanupPolicy = CleanupPolicy.Compact | CleanupPolicy.Delete });
        for (var i = 0; log.Segments.Length < 4; i++)
            PutAt(log, -1, $"{i}");
        var written = log.Clock.GetUtcNow().UtcDateTime.AddDays(-1);
        foreach (var segment in log.Segments)
            File.SetLastWriteTimeUtc(segment, written);

        Assert.Equal(1, log.Compact());

        Assert.Equal(written, File.GetLastWriteTimeUtc(log.Segments[0]));
    }

    [Fact]
    public async Task Compact_DamagedBatch_LeavesTheSegmentUnchanged()
    {
        await using var log = new CompactionTesting();
        for (var i = 0; i < 50; i++)
            log.Put($"k{i % 3}", $"{i}");
        await using (var file = new FileStream(
            log.Segments[0], FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
        {
            file.Position = RecordBatch.HeaderSize + 5; // the first key
            file.WriteByte((byte)'x');
        }

        var before = await File.ReadAllBytesAsync(log.Segments[0], TestContext.Current.CancellationToken);
        Assert.Equal(0, log.Compact());
        Assert.Equal(before, await File.ReadAllBytesAsync(log.Segments[0], TestContext.Current.CancellationToken));
    }

    private static void PutAt(CompactionTesting log, long timestamp, string value) =>
        log.Append(new RecordBatchBuilder()
            .Add(timestamp, Encoding.UTF8.GetBytes("k"), Encoding.UTF8.GetBytes(value + new string('x', 60)))
            .Build());
}
