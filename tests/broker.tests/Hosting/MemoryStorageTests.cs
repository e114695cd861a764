using Confluent.Kafka;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Storage.Directories;

namespace MsaSample.Broker.Tests.Hosting;

public sealed class MemoryStorageTests
{
    [Fact]
    public async Task Broker_InMemory_ServesAndLeavesNothing()
    {
        var cancel = TestContext.Current.CancellationToken;
        var broker = await EmbeddedBroker.StartNewAsync(
            o => (o.Storage, o.DataDirectory) = (StorageKind.Memory, "never-used"), cancellationToken: cancel);
        using (var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = broker.BootstrapServers }).Build())
            await producer.ProduceAsync("memory", new Message<Null, string> { Value = "v" }, cancel);

        Assert.True(Directory.Exists(broker.DataDirectory));
        if (OperatingSystem.IsLinux())
            Assert.StartsWith("/dev/shm/", broker.DataDirectory, StringComparison.Ordinal);
        await broker.DisposeAsync();

        Assert.False(Directory.Exists(broker.DataDirectory) || Directory.Exists("never-used"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Broker_InMemory_RemovesWhatAKilledOneLeft(bool locked)
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "this system has no memory file system");
        var left = Directory.CreateDirectory($"/dev/shm/embedded-broker-{Guid.NewGuid():N}").FullName;
        if (locked)
            await File.WriteAllTextAsync(Path.Combine(left, ".lock"), "", TestContext.Current.CancellationToken);
        Directory.SetLastWriteTimeUtc(left, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        await using var broker = await EmbeddedBroker.StartNewAsync(
            o => o.Storage = StorageKind.Memory, cancellationToken: TestContext.Current.CancellationToken);

        Assert.False(Directory.Exists(left));
    }

    [Fact]
    public async Task Brokers_StartTogether_ShareTheRemovalOfWhatIsLeft()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "this system has no memory file system");
        var left = Enumerable.Range(0, 20)
            .Select(static _ => Directory.CreateDirectory($"/dev/shm/embedded-broker-{Guid.NewGuid():N}").FullName)
            .ToArray();
        foreach (var directory in left)
        {
            for (var i = 0; i < 20; i++)
                Directory.CreateDirectory(Path.Combine(directory, $"topic-{i}"));
            Directory.SetLastWriteTimeUtc(directory, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(static _ => Task.Run(TemporaryDirectory.DeleteAbandonedInMemory)));

        Assert.DoesNotContain(left, Directory.Exists);
    }
}
