using Microsoft.Extensions.Logging.Abstractions;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Storage.Directories;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Storage;

public sealed class LogDirectoryTests : IDisposable
{
    private readonly TempDirectory _data = new("data");
    private readonly LogTesting _files = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_DirectoryInUse_FailsWithTheReason()
    {
        await using var first = Open();

        var refused = Assert.Throws<IOException>(Open);

        Assert.Equal($"the data directory {_data.Path} is in use by another broker", refused.Message);
    }

    [Fact]
    public async Task Open_ExistingDirectory_KeepsTheClusterId()
    {
        var first = Open();
        await first.DisposeAsync();
        await using var second = Open();

        Assert.Equal(22, first.Meta.ClusterId.Length);
        Assert.Equal(first.Meta.ClusterId, second.Meta.ClusterId);
    }

    [Fact]
    public async Task Dispose_Clean_LeavesAMarkerThatTheNextStartRemoves()
    {
        var first = Open();
        Assert.False(first.WasCleanShutdown);
        await first.DisposeAsync();

        await using var second = Open();

        Assert.True(second.WasCleanShutdown);
        Assert.False(File.Exists(_data.File(".kafka_cleanshutdown")));
    }

    [Fact]
    public async Task OpenLog_CompactedRecordsLostInACrash_NewRecordsCountAsDirty()
    {
        var config = new LogConfig { CleanupPolicy = CleanupPolicy.Compact, SegmentBytes = 500, MinCleanableDirtyRatio = 0 };
        var topicId = Guid.NewGuid();
        var first = Open();
        var log = first.OpenLog("orders-0", config, topicId);
        for (var i = 0; i < 20; i++)
            log.Append(_files.Batch());
        Assert.True(first.Compact(Cancel) > 0);
        await first.DisposeAsync();
        File.Delete(_data.File(".kafka_cleanshutdown"));
        foreach (var path in Directory.GetFiles(_data.File("orders-0")))
        {
            if (!path.EndsWith("00000.log", StringComparison.Ordinal))
                File.Delete(path);
        }

        using (var file = File.OpenWrite(_data.File("orders-0/00000000000000000000.log")))
            file.SetLength(10); // inside the only batch, so no whole batch is left

        await using var second = Open();

        Assert.Equal(0, second.OpenLog("orders-0", config, topicId).EndOffset);
        Assert.Equal(0, Checkpoint.Load(_data.File("cleaner-offset-checkpoint"), mayBeLost: false)["orders-0"]);
    }

    [Fact]
    public async Task OpenLog_ExistingLog_ContinuesAtItsEndOffset()
    {
        var first = Open();
        var topicId = Guid.NewGuid();
        first.OpenLog("orders-0", LogConfig.Default, topicId).Append(_files.Batch(5));
        await first.DisposeAsync();
        await using var second = Open();

        var log = second.OpenLog("orders-0", LogConfig.Default, topicId);

        Assert.Equal(5, log.EndOffset);
        var checkpoint = await File.ReadAllTextAsync(_data.File("recovery-point-offset-checkpoint"), Cancel);
        Assert.Contains("orders 0 5", checkpoint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenLog_LogOfAnotherTopicOfThatName_IsRenamed()
    {
        var first = Open();
        first.OpenLog("orders-0", LogConfig.Default, Guid.NewGuid()).Append(_files.Batch(5));
        await first.DisposeAsync();
        await using var second = Open();

        Assert.Equal(0, second.OpenLog("orders-0", LogConfig.Default, Guid.NewGuid()).EndOffset);
        Assert.Single(Directory.GetDirectories(_data, "*-stray"));
    }

    [Fact]
    public async Task Maintenance_WrittenOffsets_AreValidUntilTheNextBoot()
    {
        var checkpoint = new WrittenOffsetCheckpoint(_data.File("written-offset-checkpoint"));
        await using (var directory = Open())
        {
            directory.OpenLog("orders-0", LogConfig.Default, Guid.NewGuid()).Append(_files.Batch(5));
            _files.Clock.Advance(TimeSpan.FromSeconds(2));
            await Eventually.True("the written offset is saved", () => checkpoint.Load().GetValueOrDefault("orders-0") == 5);
        }

        var lines = await File.ReadAllLinesAsync(_data.File("written-offset-checkpoint"), Cancel);
        await File.WriteAllLinesAsync(_data.File("written-offset-checkpoint"), ["another-boot", .. lines[1..]], Cancel);
        Assert.Empty(checkpoint.Load());
    }

    [Theory]
    [InlineData("recovery-point-offset-checkpoint")]
    [InlineData("log-start-offset-checkpoint")]
    [InlineData("cleaner-offset-checkpoint")]
    public async Task OpenLog_NewLog_DropsCheckpointsOfAnEarlierLogOfThatName(string checkpoint)
    {
        Directory.CreateDirectory(_data.File("others-0"));
        await File.WriteAllTextAsync(_data.File(checkpoint), "0\n2\norders 0 500\nothers 0 7\n", Cancel);
        await using var directory = Open();

        var log = directory.OpenLog("orders-0", LogConfig.Default, Guid.NewGuid());

        Assert.Equal(0, log.StartOffset);
        var saved = Checkpoint.Load(_data.File(checkpoint), mayBeLost: false);
        Assert.Equal((0L, 7L), (saved.GetValueOrDefault("orders-0"), saved.GetValueOrDefault("others-0")));
    }

    [Fact]
    public async Task DeleteLog_CompactedLog_DropsItsCleanerCheckpoint()
    {
        await File.WriteAllTextAsync(_data.File("cleaner-offset-checkpoint"), "0\n1\norders 0 5\n", Cancel);
        Directory.CreateDirectory(_data.File("orders-0"));
        await using var directory = Open();
        directory.OpenLog("orders-0", LogConfig.Default, Guid.NewGuid());

        directory.DeleteLog("orders-0");

        Assert.Empty(Checkpoint.Load(_data.File("cleaner-offset-checkpoint"), mayBeLost: false));
    }

    [Fact]
    public void Load_WrittenOffsetTwice_TakesTheLast()
    {
        var checkpoint = new WrittenOffsetCheckpoint(_data.File("written-offset-checkpoint"));
        checkpoint.Save([KeyValuePair.Create("orders-0", 3L), KeyValuePair.Create("orders-0", 5L)]);

        Assert.Equal(5, Assert.Single(checkpoint.Load()).Value);
    }

    [Fact]
    public async Task Dispose_LogNotOpenedAfterAKill_KeepsItsCheckpointsAndWritesNoMarker()
    {
        Directory.CreateDirectory(_data.File("orders-0"));
        await File.WriteAllTextAsync(_data.File("log-start-offset-checkpoint"), "0\n1\norders 0 7\n", Cancel);

        await Open().DisposeAsync();

        Assert.False(File.Exists(_data.File(".kafka_cleanshutdown")));
        Assert.Equal(7, Checkpoint.Load(_data.File("log-start-offset-checkpoint"), mayBeLost: false)["orders-0"]);
    }

    [Fact]
    public async Task DeleteLog_InterruptedByACrash_IsFinishedAtTheNextStart()
    {
        Directory.CreateDirectory(_data.File("orders-0.0123-delete"));

        await using var directory = Open();

        Assert.False(Directory.Exists(_data.File("orders-0.0123-delete")));
    }

    public void Dispose()
    {
        _files.Dispose();
        _data.Dispose();
    }

    private LogDirectory Open() => LogDirectory.Open(_data, StorageOptions.Default, _files.Clock, NullLogger.Instance);
}
