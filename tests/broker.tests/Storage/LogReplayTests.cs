using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage;

namespace MsaSample.Broker.Tests.Storage;

/// <summary>The replay of a damaged log visits every valid batch, cuts out the damage, and no offset is assigned twice.</summary>
public sealed class LogReplayTests : IDisposable
{
    private static readonly LogConfig Small = new() { SegmentBytes = 1000, IndexIntervalBytes = 100 };

    private readonly LogTesting _files = new();

    [Theory]
    [InlineData("checksum wrong")]
    [InlineData("length wrong")]
    [InlineData("file short")]
    public void Replay_FinishedSegmentDamaged_LosesOnlyTheRestOfThatSegment(string damage)
    {
        var (log, batches) = Fill();
        var second = Bases()[1];
        Damage(_files.FileOf(second, ".log"), at: 3, damage);

        var seen = Replay(log);

        Assert.Equal(batches.Where(batch => batch < second + 3 || batch >= Bases()[2]), seen);
        Assert.Equal(seen, Replay(log));
        Assert.Equal(30, log.Append(_files.Batch()).BaseOffset);
    }

    [Theory]
    [InlineData("checksum wrong", 0)]
    [InlineData("length wrong", 1)]
    [InlineData("file short", 1)]
    public void Replay_ActiveSegmentDamaged_ContinuesBehindTheLostOffsets(string damage, int at)
    {
        var (log, batches) = Fill();
        var active = Bases()[^1];
        Damage(_files.FileOf(active, ".log"), at, damage);

        Assert.Equal(batches.Where(batch => batch < active + at), Replay(log));

        Assert.Equal(30, log.Append(_files.Batch()).BaseOffset);
        _files.Crash();
        using var reopened = _files.Open(Small);
        Assert.Equal([.. batches.Where(batch => batch < active + at), 30], Replay(reopened));
    }

    [Fact]
    public void Replay_StartOffsetInsideASegment_BeginsThere()
    {
        var (log, batches) = Fill();
        log.DeleteRecordsBefore(17);

        Assert.Equal(batches.Where(static batch => batch >= 17), Replay(log));
    }

    public void Dispose() => _files.Dispose();

    private static List<long> Replay(PartitionLog log)
    {
        var seen = new List<long>();
        log.Replay(batch => seen.Add(batch.BaseOffset));
        return seen;
    }

    private (PartitionLog Log, List<long> Batches) Fill()
    {
        var log = _files.Open(Small);
        for (var i = 0; i < 30; i++)
            log.Append(_files.Batch());

        Assert.True(Bases().Length > 2 && Bases()[^1] < 28);
        return (log, Replay(log));
    }

    private long[] Bases() =>
        [.. Directory.GetFiles(_files.Directory, "*.log")
            .Select(static path => long.Parse(Path.GetFileNameWithoutExtension(path), null)).Order()];

    private void Damage(string path, int at, string how)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var start = at * _files.Batch().Length;
        if (how == "file short")
        {
            file.SetLength(start + RecordBatch.HeaderSize + 1);
            return;
        }

        file.Position = start + (how == "length wrong" ? RecordBatch.LogOverhead - 4 : RecordBatch.HeaderSize + 1);
        file.WriteByte(0x7f);
    }
}
