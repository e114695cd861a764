using Microsoft.Extensions.Logging.Abstractions;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Storage.Indexes;
using MsaSample.Testing;
using RecordList = System.Collections.Generic.List<(long Offset, long Timestamp, string Key, string? Value)>;

namespace MsaSample.Broker.Tests.Storage.Compaction;

/// <summary>
/// After a crash at any step of the swap the next start finds the records of the old segments or of the new one, never a mixture.
/// </summary>
public sealed class SegmentSwapTests : IDisposable
{
    private readonly TempDirectory _copies = new("swap");

    public void Dispose() => _copies.Dispose();

    [Theory]
    [InlineData("partly written", false)]
    [InlineData("renaming to swap", false)]
    [InlineData("swap complete", true)]
    [InlineData("first old segment renamed", true)]
    [InlineData("all old segments renamed", true)]
    [InlineData("indexes renamed", true)]
    [InlineData("old segments not deleted", true)]
    public async Task Open_CrashDuringTheSwap_HasOldOrNewSegments(string when, bool isNew)
    {
        var (before, after, first, expectedOld, expectedNew) = await CompactAsync();
        var crashed = _copies.File("crashed-0");
        Copy(before, crashed, "");
        Arrange(when, before, after, crashed, first);

        using var log = Open(crashed);

        var records = CompactionTesting.Read(log);
        Assert.Equal(CompactionTesting.Latest(expectedOld), CompactionTesting.Latest(records));
        Assert.Equal(isNew ? expectedNew : expectedOld, records);
        Assert.DoesNotContain(Directory.GetFiles(crashed), static path => Path.GetExtension(path) is ".cleaned" or ".deleted" or ".swap");
    }

    [Fact]
    public async Task Open_IndexesOfOldSegmentsLeft_AreNotUsedForTheNewOne()
    {
        var (before, after, first, _, expectedNew) = await CompactAsync();
        var crashed = _copies.File("crashed-0");
        Copy(before, crashed, "");
        Arrange("swap complete", before, after, crashed, first);
        var aborted = new byte[AbortedTransaction.Size];
        new AbortedTransaction(5, 0, 1, 2).Write(aborted);
        await File.WriteAllBytesAsync(Path.Combine(crashed, first + ".txnindex"), aborted, TestContext.Current.CancellationToken);
        foreach (var old in Directory.GetFiles(crashed, "*.log")[..2])
            File.Move(old, old + ".deleted"); // the log file of an old segment is renamed first

        using var log = Open(crashed);

        Assert.Equal(expectedNew, CompactionTesting.Read(log));
        Assert.Empty(log.AbortedTransactions(0, long.MaxValue));
        Assert.Equal(Directory.GetFiles(crashed, "*.log").Length, Directory.GetFiles(crashed, "*.index").Length);
    }

    private static PartitionLog Open(string path) => PartitionLog.Open(
        path, new LogConfig { SegmentBytes = 1000, IndexIntervalBytes = 200 }, TimeProvider.System, NullLogger.Instance);

    // Lays out the files as a crash at that moment leaves them: those before the compaction, and the new segment under the names it has by
    // then.
    private static void Arrange(string when, string before, string after, string crashed, string first)
    {
        var parts = new[] { ".index", ".timeindex", ".log" };
        var old = Directory.GetFiles(before, "*.log").Select(static path => Path.GetFileNameWithoutExtension(path))
            .Where(name => !File.Exists(Path.Combine(after, name + ".log"))).Order().ToList();
        var suffix = when == "partly written" ? ".cleaned" : ".swap";
        foreach (var part in when == "renaming to swap" ? parts[..2] : parts)
            File.Copy(Path.Combine(after, first + part), Path.Combine(crashed, first + part + suffix));
        if (when == "renaming to swap")
            File.Copy(Path.Combine(after, first + ".log"), Path.Combine(crashed, first + ".log.cleaned"));

        var renamed = when switch
        {
            "first old segment renamed" => 1,
            "all old segments renamed" or "indexes renamed" or "old segments not deleted" => int.MaxValue,
            _ => 0,
        };
        foreach (var name in new[] { first }.Concat(old).Take(renamed).SelectMany(name => parts.Select(part => name + part)))
            File.Move(Path.Combine(crashed, name), Path.Combine(crashed, name + ".deleted"));

        var named = when switch { "indexes renamed" => parts[..2], "old segments not deleted" => parts, _ => [] };
        foreach (var part in named)
            File.Move(Path.Combine(crashed, first + part + ".swap"), Path.Combine(crashed, first + part));
    }

    private async Task<(string Before, string After, string First, RecordList Old, RecordList New)> CompactAsync()
    {
        await using var log = new CompactionTesting();
        for (var i = 0; i < 18; i++)
            log.Put($"k{i % 4}", $"value {i} {new string('x', 40)}");
        log.Roll();
        var (before, after) = (_copies.File("before-0"), _copies.File("after-0"));
        var old = log.Records();
        Assert.Equal(4, Directory.GetFiles(log.LogPath, "*.log").Length);
        Copy(log.LogPath, before, "");
        log.Compact();
        Copy(log.LogPath, after, "");
        Assert.Equal(2, Directory.GetFiles(after, "*.log").Length);
        return (before, after, "00000000000000000000", old, log.Records());
    }

    private static void Copy(string from, string to, string suffix)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file) + suffix));
    }
}
