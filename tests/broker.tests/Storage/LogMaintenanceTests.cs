using Microsoft.Extensions.Logging.Abstractions;
using MsaSample.Broker.Storage;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Storage;

public sealed class LogMaintenanceTests : IDisposable
{
    private readonly LogTesting _files = new();

    [Fact]
    public async Task Maintenance_FlushMs_FlushesTheActiveSegment()
    {
        using var data = new TempDirectory("flush-ms");
        await using var directory = LogDirectory.Open(data, StorageOptions.Default, _files.Clock, NullLogger.Instance);
        var log = directory.OpenLog("orders-0", LogConfig.Default with { FlushMs = 5000 }, Guid.NewGuid());
        log.Append(_files.Batch(4));

        log.FlushIfDue();
        Assert.Equal(0, log.RecoveryPoint);
        _files.Clock.Advance(TimeSpan.FromSeconds(5));

        await Eventually.True("the log is flushed", () => log.RecoveryPoint == 4);
    }

    [Fact]
    public async Task Maintenance_FsyncInterval_FlushesTheActiveSegment()
    {
        using var data = new TempDirectory("interval");
        var options = StorageOptions.Default with { Fsync = FsyncPolicy.Interval, FsyncInterval = TimeSpan.FromMilliseconds(200) };
        await using var directory = LogDirectory.Open(data, options, _files.Clock, NullLogger.Instance);
        var log = directory.OpenLog("orders-0", LogConfig.Default, Guid.NewGuid());

        log.Append(_files.Batch(4));
        Assert.Equal((4L, 0L), (log.HighWatermark, log.RecoveryPoint));
        _files.Clock.Advance(TimeSpan.FromMilliseconds(200));

        await Eventually.True("the log is flushed", () => log.RecoveryPoint == 4);
    }

    public void Dispose() => _files.Dispose();
}
