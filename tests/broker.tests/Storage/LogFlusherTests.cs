using Microsoft.Extensions.Logging.Abstractions;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Storage;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Storage;

/// <summary>Flushes of whole logs, on close and on request, and what a failing one prevents.</summary>
public sealed class LogFlusherTests : IDisposable
{
    private readonly LogTesting _files = new();
    private readonly DiskUnderTest _disk = new();

    [Fact]
    public void Dispose_SeveralSegmentsAboveTheRecoveryPoint_FlushesAll()
    {
        var log = _files.Open(new LogConfig { SegmentBytes = 1000 }, options: _disk.Options);
        for (var i = 0; i < 30; i++)
            log.Append(_files.Batch());

        log.Dispose();

        var segments = Directory.GetFiles(_files.Directory, "*.log").Length;
        Assert.Equal((segments, 30L, true), (_disk.Flushes, log.RecoveryPoint, log.IsClosedCleanly));
    }

    [Fact]
    public async Task Dispose_OneLogCannotBeFlushed_ClosesTheOthersAndWritesNoMarker()
    {
        using var data = new TempDirectory("refused");
        var directory = LogDirectory.Open(data, _disk.Options, _files.Clock, NullLogger.Instance);
        var logs = Enumerable.Range(0, 5).Select(i => directory.OpenLog($"orders-{i}", LogConfig.Default, Guid.NewGuid())).ToList();
        foreach (var log in logs)
            log.Append(_files.Batch());
        (_disk.Fails, _disk.FailsIn) = (true, "orders-2");

        await directory.DisposeAsync();

        Assert.Equal([true, true, false, true, true], logs.Select(static log => log.IsClosedCleanly));
        Assert.False(File.Exists(data.File(".kafka_cleanshutdown")));
    }

    [Fact]
    public async Task Dispose_AfterAFailedFlush_WritesNoMarker()
    {
        using var data = new TempDirectory("failed");
        var directory = LogDirectory.Open(data, _disk.Options with { Fsync = FsyncPolicy.Always }, _files.Clock, NullLogger.Instance);
        var log = directory.OpenLog("orders-0", LogConfig.Default, Guid.NewGuid());
        _disk.Fails = true;
        await Assert.ThrowsAsync<IOException>(() => log.WhenDurableAsync(log.Append(_files.Batch()).NextOffset));
        _disk.Fails = false;

        await directory.DisposeAsync();

        Assert.False(File.Exists(data.File(".kafka_cleanshutdown")));
    }

    [Fact]
    public void Flush_IndexCannotBeOpened_FailsOnlyThatTime()
    {
        var log = _files.Open(new LogConfig { SegmentBytes = 1000 }, options: _disk.Options);
        for (var i = 0; i < 30; i++)
            log.Append(_files.Batch());
        var index = _files.FileOf(0, ".index");
        File.Delete(index);
        File.CreateSymbolicLink(index, index); // a loop: opening it is an IOException

        Assert.ThrowsAny<IOException>(() => log.Flush(includeActive: true));

        Assert.Equal(ErrorCode.None, log.Append(_files.Batch()).Error);
        File.Delete(index);
        log.Flush(includeActive: true);
        Assert.Equal(31, log.RecoveryPoint);
    }

    public void Dispose()
    {
        _files.Dispose();
        _disk.Dispose();
    }
}
