using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Storage.Recovery;

namespace MsaSample.Broker.Tests.Storage;

public sealed class LogRecoveryTests : IDisposable
{
    private const int BatchSize = 200;
    private static readonly LogConfig Small = new() { SegmentBytes = BatchSize * 10, IndexIntervalBytes = 300 };
    private readonly LogTesting _files = new();

    public static TheoryData<string, long> Tails => new()
    {
        { "undamaged", 25 },
        { "one byte appended", 25 },
        { "half a header appended", 25 },
        { "a header without records appended", 25 },
        { "half a batch appended", 25 },
        { "zeros appended", 25 },
        { "random bytes appended", 25 },
        { "an old batch appended again", 25 },
        { "last byte damaged", 24 },
        { "last batch cut", 24 },
        { "a batch in the middle damaged", 22 },
        { "first batch of the segment damaged", 20 },
        { "file emptied", 20 },
    };

    [Theory]
    [MemberData(nameof(Tails))]
    public void Open_AfterCrash_KeepsExactlyTheValidBatches(string tail, long expectedEnd)
    {
        WriteThreeSegments();
        DamageTail(tail);

        var log = _files.Open(Small);

        Assert.Equal(expectedEnd, log.EndOffset);
        Assert.Equal(Offsets(expectedEnd), log.BatchesFrom(0));
        Assert.Equal(expectedEnd, log.Append(Batch()).BaseOffset);
        Assert.Equal(Offsets(expectedEnd + 1), log.BatchesFrom(0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Open_SavedStartOffsetBehindTheEnd_KeepsValidRecords(bool clean)
    {
        WriteThreeSegments();

        var log = _files.Open(Small, new LogState(clean, RecoveryPoint: 0, StartOffset: 500));

        Assert.Equal((0L, 25L), (log.StartOffset, log.EndOffset));
        Assert.Equal(Offsets(25), log.BatchesFrom(0));
    }

    [Fact]
    public void Open_SavedStartOffsetBehindAnEmptyLog_ContinuesThere()
    {
        _files.Open(Small).Dispose();

        var log = _files.Open(Small, new LogState(false, RecoveryPoint: 0, StartOffset: 500));

        Assert.Equal((500L, 500L), (log.StartOffset, log.EndOffset));
    }

    [Fact]
    public void Open_LastBatchCutAnywhere_EndsBeforeIt()
    {
        using (var log = _files.Open(Small))
        {
            log.Append(Batch());
            log.Append(Batch());
        }

        for (var length = BatchSize; length < 2 * BatchSize; length += 7)
        {
            _files.Crash();
            Truncate(0, length);
            using var log = _files.Open(Small);
            Assert.Equal((1L, BatchSize), (log.EndOffset, (int)new FileInfo(_files.FileOf(0, ".log")).Length));
            log.Append(Batch());
        }
    }

    [Fact]
    public void Open_MiddleSegmentDamaged_DropsAllThatFollows()
    {
        WriteThreeSegments();
        Flip(10, BatchSize * 5 + 100);

        var log = _files.Open(Small);

        Assert.Equal(15, log.EndOffset);
        Assert.False(File.Exists(_files.FileOf(20, ".log")));
    }

    [Fact]
    public void Open_DamageBelowTheRecoveryPoint_IsNotVerified()
    {
        WriteThreeSegments();
        Flip(0, BatchSize * 5 + 100);

        Assert.Equal(25, _files.Open(Small, new LogState(false, RecoveryPoint: 20, StartOffset: 0)).EndOffset);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("empty")]
    [InlineData("beyond the log")]
    public void Open_IndexUnusable_IsRebuiltFromTheLog(string index)
    {
        WriteThreeSegments(dispose: true);
        foreach (var baseOffset in new[] { 0L, 20L })
            SpoilIndexes(baseOffset, index);

        var log = _files.Open(Small, new LogState(CleanShutdown: true, RecoveryPoint: 25, StartOffset: 0));

        Assert.Equal(25, log.EndOffset);
        for (var offset = 0; offset < 25; offset++)
            Assert.Equal(offset, new RecordBatch(log.Read(offset, 1, true).Bytes()).BaseOffset);
    }

    [Theory]
    [InlineData("undamaged", 25, 23)]
    [InlineData("half a batch appended", 25, 25)]
    [InlineData("last byte damaged", 24, 23)]
    [InlineData("last batch cut", 24, 23)]
    [InlineData("last batch cut", 24, 25)] // the written offset is beyond the end: everything is verified
    [InlineData("a batch in the middle damaged", 25, 23)] // below the written offset, so not verified
    [InlineData("file emptied", 20, 23)]
    public void Open_WrittenOffsetKnown_VerifiesOnlyWhatLiesAbove(string tail, long expectedEnd, long writtenOffset)
    {
        var log = _files.Open(Small);
        for (var i = 0; i < 25; i++)
        {
            log.Append(Batch());
            if (i == writtenOffset - 1)
                Assert.True(log.AdvanceWrittenOffset());
        }

        _files.Crash();
        DamageTail(tail);

        log = _files.Open(Small, new LogState(false, 0, 0, writtenOffset));

        Assert.Equal((expectedEnd, expectedEnd), (log.EndOffset, log.Append(Batch()).BaseOffset));
        for (var offset = 0; offset < expectedEnd; offset++)
            Assert.Equal(offset, new RecordBatch(log.Read(offset, 1, true).Bytes()).BaseOffset);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("empty")]
    [InlineData("zeros")]
    [InlineData("beyond the log")]
    public void Open_WrittenOffsetKnownButIndexUnusable_VerifiesTheSegment(string index)
    {
        WriteThreeSegments(dispose: true);
        SpoilIndexes(20, index);

        var log = _files.Open(Small, new LogState(false, 0, 0, WrittenOffset: 24));

        Assert.Equal(Offsets(25), log.BatchesFrom(0));
    }

    [Fact]
    public void Open_LastSegmentEmpty_IsAppendedTo()
    {
        WriteThreeSegments();
        Truncate(20, 0);
        File.Delete(_files.FileOf(20, ".index"));

        var log = _files.Open(Small);

        Assert.Equal(20, log.EndOffset);
        Assert.Equal(20, log.Append(Batch()).BaseOffset);
    }

    [Fact]
    public void Open_GapBetweenOffsets_IsValid()
    {
        var placed = new RecordBatchBuilder().Add(_files.Now, [1], [1]).Build(baseOffset: 7);
        Directory.CreateDirectory(_files.Directory);
        File.WriteAllBytes(_files.FileOf(0, ".log"), [.. new RecordBatchBuilder().Add(_files.Now, [1], [1]).Build(), .. placed]);

        var log = _files.Open();

        Assert.Equal([(0, 0), (7, 7)], log.BatchesFrom(0));
        Assert.Equal(7, new RecordBatch(log.Read(3, 1000, true).Bytes()).BaseOffset);
    }

    [Fact]
    public void Open_AfterCleanShutdown_VerifiesNothing()
    {
        WriteThreeSegments(dispose: true);
        Flip(20, BatchSize + 100); // found only if the whole segment is verified

        Assert.Equal(25, _files.Open(Small, new LogState(CleanShutdown: true, RecoveryPoint: 25, StartOffset: 0)).EndOffset);
    }

    public void Dispose() => _files.Dispose();

    private static IEnumerable<(long, long)> Offsets(long end) =>
        Enumerable.Range(0, (int)end).Select(offset => ((long)offset, (long)offset));

    private byte[] Batch()
    {
        var batch = _files.Batch(valueSize: BatchSize - RecordBatch.HeaderSize - 14);
        Assert.Equal(BatchSize, batch.Length);
        return batch;
    }

    // One record per batch: offsets 0-9, 10-19 and 20-24.
    private void WriteThreeSegments(bool dispose = false)
    {
        var log = _files.Open(Small);
        for (var i = 0; i < 25; i++)
            log.Append(Batch());

        if (dispose)
            log.Dispose();
        _files.Crash();
    }

    private void DamageTail(string tail)
    {
        var batch = Batch();
        RecordBatch.SetPlace(batch, 25, 0);
        switch (tail)
        {
            case "one byte appended": Extend(batch[..1]); break;
            case "half a header appended": Extend(batch[..30]); break;
            case "a header without records appended": Extend(batch[..RecordBatch.HeaderSize]); break;
            case "half a batch appended": Extend(batch[..150]); break;
            case "zeros appended": Extend(new byte[5000]); break;
            case "random bytes appended": Extend([.. Enumerable.Range(0, 1000).Select(i => (byte)(i * 31))]); break;
            case "an old batch appended again": RecordBatch.SetPlace(batch, 3, 0); Extend(batch); break;
            case "last byte damaged": Flip(20, BatchSize * 5 - 1); break;
            case "last batch cut": Truncate(20, BatchSize * 5 - 10); break;
            case "a batch in the middle damaged": Flip(20, BatchSize * 2 + 80); break;
            case "first batch of the segment damaged": Flip(20, 70); break;
            case "file emptied": Truncate(20, 0); break;
        }
    }

    private void Extend(byte[] bytes)
    {
        using var file = new FileStream(_files.FileOf(20, ".log"), FileMode.Append);
        file.Write(bytes);
    }

    private void Flip(long baseOffset, int position)
    {
        var bytes = File.ReadAllBytes(_files.FileOf(baseOffset, ".log"));
        bytes[position] ^= 0x40;
        File.WriteAllBytes(_files.FileOf(baseOffset, ".log"), bytes);
    }

    private void Truncate(long baseOffset, int length)
    {
        using var file = new FileStream(_files.FileOf(baseOffset, ".log"), FileMode.Open);
        file.SetLength(length);
    }

    private void SpoilIndexes(long baseOffset, string how)
    {
        foreach (var suffix in new[] { ".index", ".timeindex" })
        {
            var path = _files.FileOf(baseOffset, suffix);
            if (how == "missing")
                File.Delete(path);
            else if (how == "empty")
                File.WriteAllBytes(path, []);
            else if (how == "zeros")
                File.WriteAllBytes(path, new byte[24]);
            else if (suffix == ".index")
                File.WriteAllBytes(path, [0, 0, 0, 3, 0x0F, 0, 0, 0]);
        }
    }
}
