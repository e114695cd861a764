using Microsoft.Extensions.Logging.Abstractions;
using MsaSample.Broker.Handlers.Records;
using MsaSample.Broker.Protocol.Messages.Records;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Tests.Storage;
using MsaSample.Broker.Topics;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Handlers.Records;

public sealed class FetchReadTests : IDisposable
{
    private readonly TempDirectory _data = new("fetch");
    private readonly LogTesting _files = new();

    [Fact]
    public async Task Run_ClientAsksForAllThereIs_GetsKafkasMostAndNoMore()
    {
        await using var logs = LogDirectory.Open(_data, StorageOptions.Default, _files.Clock, NullLogger.Instance);
        var catalog = new TopicCatalog(logs, new TopicDefaults(), NullLogger<TopicCatalog>.Instance);
        var topic = catalog.Create("orders", 2, TopicConfigs.None).Topic!;
        for (var i = 0; i < 60; i++)
            topic.Partitions[i % 2].Log.Append(_files.Batch(valueSize: 1_000_000));
        FetchPartition[] asked = [new(0, -1, 0, int.MaxValue), new(1, -1, 0, int.MaxValue)];
        var request = new FetchRequest(
            MaxWaitMs: 0, MinBytes: int.MaxValue, MaxBytes: int.MaxValue, IsolationLevel.ReadUncommitted, SessionId: 0, SessionEpoch: -1,
            [new FetchTopic("orders", Guid.Empty, asked)], Forgotten: []);

        using var response = new FetchRead(request, catalog).Run();

        Assert.InRange(response.Topics[0].Partitions.Sum(partition => partition.Records.Length), 56_000_000, 57_671_680);
    }

    public void Dispose()
    {
        _files.Dispose();
        _data.Dispose();
    }
}
