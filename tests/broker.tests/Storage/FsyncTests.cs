using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using MsaSample.Broker.Files;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Storage.Segments;
using MsaSample.Broker.Storage.Writing;
using MsaSample.Testing;
using ErrorCode = MsaSample.Broker.Protocol.ErrorCode;

namespace MsaSample.Broker.Tests.Storage;

public sealed class FsyncTests : IDisposable
{
    private readonly LogTesting _files = new();
    private readonly Disk _disk = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private StorageOptions Options => StorageOptions.Default with { Fsync = FsyncPolicy.Always, OpenFile = path => new FileOnDisk(path, _disk) };

    [Fact]
    public async Task Append_Always_IsSeenOnlyAfterTheFlush()
    {
        var log = _files.Open(options: Options);
        var woken = 0;
        using var watch = log.WatchAppends(() => woken++);
        _disk.MayFlush.Reset();

        var durable = log.WhenDurableAsync(log.Append(_files.Batch(3)).NextOffset);

        Assert.Equal((3L, 0L, 0L, 0), (log.EndOffset, log.HighWatermark, log.LastStableOffset, woken));
        Assert.Equal((0, (-1L, -1L)), (log.Read(0, 1000, atLeastOneBatch: true).Length, log.FindByTimestamp(0)));
        Assert.False(durable.IsCompleted);
        _disk.MayFlush.Set();
        await durable;
        Assert.Equal((3L, 1), (log.HighWatermark, woken));
        Assert.Equal([(0, 2)], log.BatchesFrom(0));
    }

    [Fact]
    public async Task Append_AlwaysManyAtOnce_ShareFlushes()
    {
        var log = _files.Open(options: Options);
        var before = _disk.Flushes;
        _disk.MayFlush.Reset();

        var waits = Enumerable.Range(0, 100).Select(_ => log.WhenDurableAsync(log.Append(_files.Batch()).NextOffset)).ToList();
        _disk.MayFlush.Set();
        await Task.WhenAll(waits);

        Assert.InRange(_disk.Flushes - before, 1, 3);
        Assert.Equal(100, log.HighWatermark);
    }

    [Fact]
    public async Task Append_WhileAFlushRuns_ShowsOnlyWhatWasFlushed()
    {
        var log = _files.Open(new LogConfig { IndexIntervalBytes = 100 }, options: Options);
        await log.WhenDurableAsync(log.Append(_files.Batch(2)).NextOffset);
        _disk.MayFlush.Reset();

        log.Append(_files.Batch(2));

        Assert.Equal([(0, 1)], log.BatchesFrom(0));
        Assert.Equal(ErrorCode.OffsetOutOfRange, log.DeleteRecordsBefore(3));
        _disk.MayFlush.Set();
    }

    [Fact]
    public async Task Append_FlushFails_IsNotAcknowledgedAndTheLogTakesNoMore()
    {
        var log = _files.Open(options: Options);
        _disk.Fails = true;

        await Assert.ThrowsAsync<IOException>(() => log.WhenDurableAsync(log.Append(_files.Batch()).NextOffset));
        _disk.Fails = false;

        await Assert.ThrowsAsync<IOException>(() => log.WhenDurableAsync(log.EndOffset));
        Assert.Equal((ErrorCode.KafkaStorageError, 0L), (log.Append(_files.Batch()).Error, log.HighWatermark));
    }

    [Fact]
    public void Dispose_SeveralSegmentsAboveTheRecoveryPoint_FlushesAll()
    {
        var log = _files.Open(new LogConfig { SegmentBytes = 1000 }, options: Options with { Fsync = FsyncPolicy.Never });
        for (var i = 0; i < 30; i++)
            log.Append(_files.Batch());

        log.Dispose();

        var segments = Directory.GetFiles(_files.Directory, "*.log").Length;
        Assert.Equal((segments, 30L, true), (_disk.Flushes, log.RecoveryPoint, log.IsClosedCleanly));
    }

    [Fact]
    public async Task Dispose_OneLogCannotBeFlushed_ClosesTheOthersAndLeavesNoMark()
    {
        using var data = new TempDirectory("refused");
        var directory = LogDirectory.Open(data, Options with { Fsync = FsyncPolicy.Never }, _files.Clock, NullLogger.Instance);
        var logs = Enumerable.Range(0, 5).Select(i => directory.OpenLog($"orders-{i}", LogConfig.Default, Guid.NewGuid())).ToList();
        foreach (var log in logs)
            log.Append(_files.Batch());
        (_disk.Fails, _disk.FailsIn) = (true, "orders-2");

        await directory.DisposeAsync();

        Assert.Equal([true, true, false, true, true], logs.Select(static log => log.IsClosedCleanly));
        Assert.False(File.Exists(data.File(".kafka_cleanshutdown")));
    }

    [Fact]
    public async Task Dispose_AfterAFailedFlush_LeavesNoMark()
    {
        using var data = new TempDirectory("failed");
        var directory = LogDirectory.Open(data, Options, _files.Clock, NullLogger.Instance);
        var log = directory.OpenLog("orders-0", LogConfig.Default, Guid.NewGuid());
        _disk.Fails = true;
        await Assert.ThrowsAsync<IOException>(() => log.WhenDurableAsync(log.Append(_files.Batch()).NextOffset));
        _disk.Fails = false;

        await directory.DisposeAsync();

        Assert.False(File.Exists(data.File(".kafka_cleanshutdown")));
    }

    [Fact]
    public void Flush_IndexCannotBeOpened_FailsThatRoundOnly()
    {
        var log = _files.Open(new LogConfig { SegmentBytes = 1000 }, options: Options with { Fsync = FsyncPolicy.Never });
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

    [Fact]
    public async Task Append_TopicFlushesEachMessage_IsAcknowledgedAfterTheFlush()
    {
        var log = _files.Open(new LogConfig { FlushMessages = 1 }, options: Options with { Fsync = FsyncPolicy.Never });
        _disk.MayFlush.Reset();

        var durable = log.WhenDurableAsync(log.Append(_files.Batch()).NextOffset);

        Assert.False(durable.IsCompleted);
        _disk.MayFlush.Set();
        await durable;
        Assert.Equal(1, log.RecoveryPoint);
    }

    [Fact]
    public async Task Append_TopicFlushesEveryThirdMessage_OnlyThatOneWaits()
    {
        var log = _files.Open(new LogConfig { FlushMessages = 3 }, options: Options with { Fsync = FsyncPolicy.Never });
        _disk.MayFlush.Reset();

        var waits = Enumerable.Range(0, 3).Select(_ => log.WhenDurableAsync(log.Append(_files.Batch()).NextOffset)).ToList();

        Assert.Equal([true, true, false], waits.Select(static wait => wait.IsCompleted));
        _disk.MayFlush.Set();
        await waits[2];
        Assert.Equal((3L, true), (log.RecoveryPoint, log.WhenDurableAsync(log.Append(_files.Batch()).NextOffset).IsCompleted));
    }

    [Fact]
    public async Task Upkeep_TopicFlushesByTime_FlushesTheActiveSegment()
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
    public void FlushDirectory_IsGone_SaysWhich()
    {
        using var data = new TempDirectory("names");
        DirectoryEntries.Flush(data);

        var error = Assert.Throws<IOException>(() => DirectoryEntries.Flush(data.File("gone")));

        Assert.Equal($"cannot flush {data.File("gone")}: No such file or directory", error.Message);
    }

    [Fact]
    public async Task Wait_FlushFailsUnexpectedly_TellsThoseWhoWaitAndGoesOn()
    {
        var rounds = 0;
        var commit = new GroupCommit(() =>
        {
            if (++rounds == 1)
                throw new InvalidOperationException();
        });

        await Assert.ThrowsAsync<InvalidOperationException>(commit.WaitAsync);
        await commit.WaitAsync();
    }

    [Fact]
    public void Append_OfTheBrokerItself_IsFlushedWhenItReturns()
    {
        var log = _files.Open(options: Options);

        log.Append(_files.Batch(2), AppendOrigin.Broker);

        Assert.Equal(2, log.HighWatermark);
    }

    [Fact]
    public async Task Upkeep_Interval_FlushesTheActiveSegment()
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

    [Fact]
    public async Task Broker_Always_TakesAndGivesRecordsOfAllPartitions()
    {
        await using var broker = await EmbeddedBroker.StartNewAsync(o => (o.Fsync, o.DefaultPartitions) = (FsyncPolicy.Always, 3), cancellationToken: Cancel);
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = broker.BootstrapServers, LingerMs = 5 }).Build();

        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => producer.ProduceAsync("flushed", new Message<Null, string> { Value = $"{i}" }, Cancel)));

        using var consumer = new ConsumerBuilder<Null, string>(new ConsumerConfig
        {
            BootstrapServers = broker.BootstrapServers, GroupId = "readers", AutoOffsetReset = AutoOffsetReset.Earliest,
        }).Build();
        consumer.Subscribe("flushed");
        var read = Enumerable.Range(0, 300).Select(_ => consumer.Consume(TimeSpan.FromSeconds(30)).Message.Value).ToHashSet();
        Assert.Equal(300, read.Count);
        consumer.Commit();
        consumer.Close();
    }

    public void Dispose()
    {
        _disk.MayFlush.Set();
        _files.Dispose();
        _disk.MayFlush.Dispose();
    }

    private sealed class Disk
    {
        private int _flushes;

        public ManualResetEventSlim MayFlush { get; } = new(initialState: true);

        public bool Fails { get; set; }

        /// <summary>Only files whose path has this fail.</summary>
        public string FailsIn { get; set; } = "";

        public int Flushes => _flushes;

        public void Flush(string path)
        {
            MayFlush.Wait(Cancel);
            Interlocked.Increment(ref _flushes);
            if (Fails && path.Contains(FailsIn, StringComparison.Ordinal))
                throw new IOException("Input/output error");
        }
    }

    private sealed class FileOnDisk(string path, Disk disk) : LogFile(path)
    {
        public override void Flush() => disk.Flush(Path);
    }
}
