using Confluent.Kafka;
using MsaSample.Broker.Hosting;

namespace MsaSample.Broker.Tests.Hosting;

public sealed class MemoryStorageTests
{
    [Fact]
    public async Task Broker_InMemory_ServesAndLeavesNothing()
    {
        var cancel = TestContext.Current.CancellationToken;
        var broker = await EmbeddedBroker.StartNewAsync(o => (o.Storage, o.DataDirectory) = (StorageKind.Memory, "never-used"), cancellationToken: cancel);
        using (var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = broker.BootstrapServers }).Build())
            await producer.ProduceAsync("memory", new Message<Null, string> { Value = "v" }, cancel);

        Assert.True(Directory.Exists(broker.DataDirectory));
        if (OperatingSystem.IsLinux())
            Assert.StartsWith("/dev/shm/", broker.DataDirectory, StringComparison.Ordinal);
        await broker.DisposeAsync();

        Assert.False(Directory.Exists(broker.DataDirectory) || Directory.Exists("never-used"));
    }

    [Fact]
    public async Task Broker_InMemory_RemovesWhatAKilledOneLeft()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "this system has no memory file system");
        var left = Directory.CreateDirectory($"/dev/shm/embedded-broker-{Guid.NewGuid():N}").FullName;
        await File.WriteAllTextAsync(Path.Combine(left, ".lock"), "", TestContext.Current.CancellationToken);
        Directory.SetLastWriteTimeUtc(left, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        await using var broker = await EmbeddedBroker.StartNewAsync(o => o.Storage = StorageKind.Memory, cancellationToken: TestContext.Current.CancellationToken);

        Assert.False(Directory.Exists(left));
    }
}
