using Confluent.Kafka;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Storage;
using ErrorCode = MsaSample.Broker.Protocol.ErrorCode;

namespace MsaSample.Broker.Tests.Storage;

public sealed class FsyncTests : IDisposable
{
    private readonly LogTesting _files = new();
    private readonly DiskUnderTest _disk = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private StorageOptions Options => _disk.Options with { Fsync = FsyncPolicy.Always };

    [Fact]
    public async Task Append_FsyncAlways_IsVisibleOnlyAfterTheFlush()
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
    public async Task Append_FsyncAlwaysManyAtOnce_SharesFlushes()
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
    public async Task Append_WhileAFlushRuns_ShowsOnlyFlushedRecords()
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
    public async Task Append_FlushFails_IsNotAcknowledgedAndTheLogAcceptsNoMore()
    {
        var log = _files.Open(options: Options);
        _disk.Fails = true;

        await Assert.ThrowsAsync<IOException>(() => log.WhenDurableAsync(log.Append(_files.Batch()).NextOffset));
        _disk.Fails = false;

        await Assert.ThrowsAsync<IOException>(() => log.WhenDurableAsync(log.EndOffset));
        Assert.Equal((ErrorCode.KafkaStorageError, 0L), (log.Append(_files.Batch()).Error, log.HighWatermark));
    }

    [Fact]
    public async Task Append_FlushMessagesOne_IsAcknowledgedAfterTheFlush()
    {
        var log = _files.Open(new LogConfig { FlushMessages = 1 }, options: _disk.Options);
        _disk.MayFlush.Reset();

        var durable = log.WhenDurableAsync(log.Append(_files.Batch()).NextOffset);

        Assert.False(durable.IsCompleted);
        _disk.MayFlush.Set();
        await durable;
        Assert.Equal(1, log.RecoveryPoint);
    }

    [Fact]
    public async Task Append_FlushMessagesThree_OnlyEveryThirdWaits()
    {
        var log = _files.Open(new LogConfig { FlushMessages = 3 }, options: _disk.Options);
        _disk.MayFlush.Reset();

        var waits = Enumerable.Range(0, 3).Select(_ => log.WhenDurableAsync(log.Append(_files.Batch()).NextOffset)).ToList();

        Assert.Equal([true, true, false], waits.Select(static wait => wait.IsCompleted));
        _disk.MayFlush.Set();
        await waits[2];
        Assert.Equal((3L, true), (log.RecoveryPoint, log.WhenDurableAsync(log.Append(_files.Batch()).NextOffset).IsCompleted));
    }

    [Fact]
    public void Append_ByTheBrokerItself_IsFlushedOnReturn()
    {
        var log = _files.Open(options: Options);

        log.Append(_files.Batch(2), AppendOrigin.Broker);

        Assert.Equal(2, log.HighWatermark);
    }

    [Fact]
    public async Task Broker_FsyncAlways_StoresAndReturnsRecordsOfAllPartitions()
    {
        await using var broker = await EmbeddedBroker.StartNewAsync(
            o => (o.Fsync, o.DefaultPartitions) = (FsyncPolicy.Always, 3), cancellationToken: Cancel);
        var config = new ProducerConfig { BootstrapServers = broker.BootstrapServers, LingerMs = 5 };
        using var producer = new ProducerBuilder<Null, string>(config).Build();

        await Task.WhenAll(Enumerable.Range(0, 300).Select(i =>
            producer.ProduceAsync("flushed", new Message<Null, string> { Value = $"{i}" }, Cancel)));

        using var consumer = new ConsumerBuilder<Null, string>(new ConsumerConfig
        {
            BootstrapServers = broker.BootstrapServers,
            GroupId = "readers",
            AutoOffsetReset = AutoOffsetReset.Earliest,
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
        _disk.Dispose();
    }
}
