using Microsoft.Extensions.Logging.Abstractions;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Storage.Segments;
using MsaSample.Broker.Topics;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Topics;

public sealed class TopicCatalogTests : IDisposable
{
    private readonly TempDirectory _data = new("catalog");

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Restart_KeepsTopicsIdsPartitionsAndSettings()
    {
        Guid id;
        await using (var logs = OpenLogs())
        {
            var catalog = Open(logs);
            var topic = catalog.Create("orders", 3, Configs(("retention.ms", "5000"))).Topic!;
            catalog.AddPartitions(topic, 5, validateOnly: false);
            id = topic.Id;
        }

        await using var again = OpenLogs();
        var restarted = Open(again).Find("orders")!;
        Assert.Equal((id, 5, "5000"), (restarted.Id, restarted.Partitions.Count, restarted.Configs["retention.ms"]));
    }

    [Fact]
    public async Task CreateAgain_AfterDelete_HasANewId()
    {
        await using var logs = OpenLogs();
        var catalog = Open(logs);
        var first = catalog.Create("orders", 1, TopicConfigs.None).Topic!;

        catalog.Delete(first);
        var second = catalog.Create("orders", 1, TopicConfigs.None).Topic!;

        Assert.NotEqual(first.Id, second.Id);
        Assert.Null(catalog.Find(first.Id));
    }

    [Fact]
    public async Task Restart_LogsOfAnUnfinishedChange_AreSetAside()
    {
        await using (var logs = OpenLogs())
            Open(logs).Create("orders", 1, TopicConfigs.None);
        Directory.CreateDirectory(_data.File("orders-1"));
        Directory.CreateDirectory(_data.File("gone-0"));

        await using var again = OpenLogs();
        Open(again);

        Assert.True(Directory.Exists(_data.File("orders-0")));
        Assert.False(Directory.Exists(_data.File("orders-1")));
        Assert.Equal(2, Directory.GetDirectories(_data, "*-stray").Length);
    }

    [Fact]
    public async Task LongestName_DeletedOrStray_IsMovedAsideAndTheNextStartWorks()
    {
        var name = new string('n', 249);
        await using (var logs = OpenLogs())
        {
            var catalog = Open(logs);
            Assert.Equal(ErrorCode.None, catalog.Delete(catalog.Create(name, 1, TopicConfigs.None).Topic!).Error);
        }

        Assert.Empty(Directory.GetDirectories(_data));
        Directory.CreateDirectory(_data.File(name + "-9999"));

        await using var again = OpenLogs();
        Open(again);

        Assert.EndsWith("-stray", Assert.Single(Directory.GetDirectories(_data)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_AgainAfterAFailedOne_SurvivesARestart()
    {
        var broken = true;
        var options = StorageOptions.Default with
        {
            OpenFile = path => broken && path.Contains("orders-1", StringComparison.Ordinal)
                ? throw new IOException("disk")
                : new LogFile(path),
        };
        await using (var logs = OpenLogs(options))
        {
            var catalog = Open(logs);
            Assert.Equal(ErrorCode.KafkaStorageError, catalog.Create("orders", 2, TopicConfigs.None).Error);
            Assert.Empty(Directory.GetDirectories(_data));
            broken = false;
            Assert.Equal(ErrorCode.None, catalog.Create("orders", 2, TopicConfigs.None).Error);
        }

        await using var again = OpenLogs();
        Assert.Equal(2, Open(again).Find("orders")!.Partitions.Count);
        Assert.Empty(Directory.GetDirectories(_data, "*-stray"));
    }

    [Theory]
    [InlineData("", nameof(ErrorCode.InvalidTopic))]
    [InlineData("..", nameof(ErrorCode.InvalidTopic))]
    [InlineData("a b", nameof(ErrorCode.InvalidTopic))]
    [InlineData("a_b", nameof(ErrorCode.InvalidTopic))]
    [InlineData("a.b", nameof(ErrorCode.TopicAlreadyExists))]
    [InlineData("a-b", nameof(ErrorCode.None))]
    public async Task Create_Name_FollowsKafkasRules(string name, string expected)
    {
        await using var logs = OpenLogs();
        var catalog = Open(logs);
        catalog.Create("a.b", 1, TopicConfigs.None);

        Assert.Equal(expected, catalog.Create(name, 1, TopicConfigs.None).Error.ToString());
    }

    [Fact]
    public async Task ProducerIds_AfterRestart_AreNotUsedAgain()
    {
        long last = -1;
        await using (var logs = OpenLogs())
        {
            var ids = new ProducerIds(logs);
            for (var i = 0; i < 1500; i++)
                last = ids.Take();
        }

        await using var again = OpenLogs();
        Assert.True(new ProducerIds(again).Take() > last);
    }

    private LogDirectory OpenLogs(StorageOptions? options = null) =>
        LogDirectory.Open(_data, options ?? StorageOptions.Default, TimeProvider.System, NullLogger.Instance);

    private static TopicCatalog Open(LogDirectory logs) => new(logs, new TopicDefaults(), NullLogger<TopicCatalog>.Instance);

    private static TopicConfigs Configs(params (string Name, string Value)[] values) =>
        TopicConfigs.Create(values.Select(v => KeyValuePair.Create(v.Name, v.Value))).Configs!;
}
