using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage;

namespace MsaSample.Broker.Tests.Storage.Compaction;

public sealed class CompactionTests
{
    [Theory]
    [InlineData("None")]
    [InlineData("Gzip")]
    [InlineData("Snappy")]
    [InlineData("Lz4")]
    [InlineData("Zstd")]
    public async Task Compact_ManyValuesOfFewKeys_KeepsTheLastOfEach(string codec)
    {
        await using var log = new CompactionTesting();
        for (var i = 0; i < 200; i++)
        {
            log.Clock.Advance(TimeSpan.FromMilliseconds(1));
            log.Put(Enum.Parse<CompressionType>(codec), ($"k{i % 5}", $"v{i}"), ($"k{(i + 1) % 5}", $"w{i}"));
        }

        log.Roll();
        var before = (Records: log.Records(), Segments: log.Segments.Length, Size: log.Log.SizeInBytes);

        Assert.Equal(1, log.Compact());

        var after = log.Records();
        Assert.All(after, record => Assert.Contains(record, before.Records)); // offsets and timestamps stay
        Assert.Equal(CompactionTesting.Latest(before.Records), CompactionTesting.Latest(after));
        Assert.True(after.Count(r => r.Key != "filling") <= 10, $"{after.Count} records are left");
        Assert.True(
            log.Segments.Length <= 3 && log.Log.SizeInBytes < before.Size / 3,
            $"{log.Segments.Length} segments, {log.Log.SizeInBytes} bytes");
        Assert.Equal(0, log.Compact());
    }

    [Fact]
    public async Task Compact_BetweenRandomWrites_KeepsTheLastValueOfEachKey()
    {
        await using var log = new CompactionTesting(options: StorageOptions.Default with { CompactionMaxKeys = 20 });
        var random = new Random(20_26);
        var expected = new Dictionary<string, string>();
        for (var i = 0; i < 400; i++)
        {
            var records = Enumerable.Range(0, random.Next(1, 6))
                .Select(n => (
                    Key: $"k{random.Next(30)}",
                    Value: random.Next(5) == 0 ? null : $"value {i}.{n} {new string('x', random.Next(40))}"))
                .ToArray();
            log.Put((CompressionType)random.Next(5), records);
            expected = CompactionTesting.Latest(
                [.. expected.Select(e => (0L, 0L, e.Key, (string?)e.Value)), .. records.Select(r => (0L, 0L, r.Key, r.Value))]);
            log.Clock.Advance(TimeSpan.FromMinutes(random.Next(60)));
            if (random.Next(50) == 0)
                log.Compact();
            if (random.Next(200) == 0)
                await log.ReopenAsync();
        }

        log.Compact();
        Assert.Equal(expected.OrderBy(e => e.Key), CompactionTesting.Latest(log.Records()).OrderBy(e => e.Key));
        Assert.True(log.Log.SizeInBytes < 20_000, $"{log.Log.SizeInBytes} bytes");
        for (long offset = 0; offset < log.Log.EndOffset; offset += 13)
            Assert.True(new RecordBatch(log.Log.Read(offset, 1, atLeastOneBatch: true).Bytes()).LastOffset >= offset);
    }

    [Fact]
    public async Task Compact_Tombstone_IsRemovedAfterDeleteRetention()
    {
        await using var log = new CompactionTesting();
        log.Put("gone", "value");
        log.Put(CompressionType.None, ("gone", null), ("kept", "value"));
        log.Roll();
        log.Compact();
        Assert.Contains(log.Records(), r => r is { Key: "gone", Value: null } && r.Timestamp == log.Now);
        Assert.DoesNotContain(log.Records(), r => r is { Key: "gone", Value: "value" });

        log.Clock.Advance(TimeSpan.FromHours(23));
        MakeDirty(log);
        Assert.Contains(log.Records(), r => r.Key == "gone");

        log.Clock.Advance(TimeSpan.FromHours(2));
        MakeDirty(log);
        Assert.DoesNotContain(log.Records(), r => r.Key == "gone");
        Assert.Contains(log.Records(), r => r is { Offset: 2, Key: "kept" } && r.Timestamp == 1_800_000_000_000);
    }

    [Fact]
    public async Task Compact_BelowTheDirtyRatio_DoesNothing()
    {
        await using var log = new CompactionTesting();
        for (var i = 0; i < 100; i++)
            log.Put($"k{i}", "value");
        log.Roll();
        Assert.Equal(1, log.Compact());

        log.Roll();
        Assert.Equal(0, log.Compact());

        log.Log.Reconfigure(log.Config with { MinCleanableDirtyRatio = 0.01 });
        Assert.Equal(1, log.Compact());
    }

    [Fact]
    public async Task Compact_YoungerThanMinLag_DoesNothing()
    {
        await using var log = new CompactionTesting(Small() with { MinCompactionLagMs = 60_000 });
        log.Put("k", "1");
        log.Put("k", "2");
        log.Roll();

        Assert.Equal(0, log.Compact());
        log.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, log.Compact());
        Assert.Single(log.Records(), r => r.Key == "k");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Compact_OldActiveSegment_IsRolledFirst(bool byMaxLag)
    {
        await using var log = new CompactionTesting(byMaxLag
            ? Small() with { MaxCompactionLagMs = 60_000, MinCleanableDirtyRatio = 1 }
            : Small() with { SegmentMs = 60_000 });
        log.Put("k", "1");
        log.Put("k", "2");
        Assert.Equal(0, log.Compact());

        log.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(1, log.Compact());
        Assert.Equal(["2"], log.Records().Select(r => r.Value));
    }

    [Fact]
    public async Task Compact_SliceOfAReplacedSegment_StaysReadableAndFilesAreDeleted()
    {
        await using var log = new CompactionTesting();
        for (var i = 0; i < 100; i++)
            log.Put("k", $"{i}");
        log.Roll();
        var slice = log.Log.Read(0, 300, atLeastOneBatch: true);

        log.Compact();

        Assert.Equal(0, new RecordBatch(slice.Bytes()).BaseOffset);
        Assert.Equal(log.Log.SizeInBytes, log.Segments.Sum(path => new FileInfo(path).Length));
        Assert.DoesNotContain(
            Directory.GetFiles(log.LogPath), static path => Path.GetExtension(path) is ".cleaned" or ".deleted" or ".swap");
    }

    [Fact]
    public async Task Compact_IdempotentProducer_IsRestoredAfterARestart()
    {
        await using var log = new CompactionTesting();
        for (var i = 0; i < 20; i++)
            log.Append(log.Batch(CompressionType.None, (7, 0, i), false, ("k", $"{i}")));
        log.Put("k", "of another");
        log.Roll();
        log.Compact();
        Assert.Single(log.Records(), r => r.Key == "k");

        await log.ReopenAsync();

        Assert.Equal(19, log.Append(log.Batch(CompressionType.None, (7, 0, 19), false, ("k", "19"))).BaseOffset);
        var batchBehindAGap = log.Batch(CompressionType.None, (7, 0, 25), false, ("k", "25"));
        Assert.Equal(Broker.Protocol.ErrorCode.OutOfOrderSequenceNumber, log.Log.Append(batchBehindAGap).Error);
    }

    [Fact]
    public async Task Compact_CompactAndDeletePolicy_AppliesBoth()
    {
        await using var log = new CompactionTesting(
            Small() with { CleanupPolicy = CleanupPolicy.Compact | CleanupPolicy.Delete, RetentionMs = 60_000 });
        log.Put("k", "1");
        log.Put("k", "2");
        log.Roll();
        log.Compact();
        Assert.Single(log.Records(), r => r.Key == "k");

        log.Clock.Advance(TimeSpan.FromMinutes(2));
        log.Log.ApplyRetention();

        Assert.Empty(log.Records());
    }

    private static LogConfig Small() => new() { SegmentBytes = 1000, IndexIntervalBytes = 200, CleanupPolicy = CleanupPolicy.Compact };

    private static void MakeDirty(CompactionTesting log)
    {
        for (var i = 0; i < 4; i++)
            log.Roll();
        Assert.True(log.Compact() > 0);
    }
}
