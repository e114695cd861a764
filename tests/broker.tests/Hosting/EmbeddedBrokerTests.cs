using System.Net.Sockets;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MsaSample.Broker.Hosting;

namespace MsaSample.Broker.Tests.Hosting;

/// <summary>The broker inside another process.</summary>
public sealed class EmbeddedBrokerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Host_WithBroker_StartsAndStopsIt()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddEmbeddedBroker(o => o.Port = 0);
        using var host = builder.Build();
        await host.StartAsync(Cancel);
        var broker = host.Services.GetRequiredService<EmbeddedBroker>();

        Assert.Equal(0, await ProduceAsync(broker));

        var port = broker.Port;
        await host.StopAsync(Cancel);
        await AssertGoneAsync(port, broker.DataDirectory);
    }

    [Fact]
    public async Task Brokers_InOneProcess_KeepTheirRecordsApart()
    {
        var brokers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => EmbeddedBroker.StartNewAsync(cancellationToken: Cancel)));

        foreach (var broker in brokers)
            Assert.Equal(0, await ProduceAsync(broker));
        Assert.Equal(4, brokers.Select(b => b.Port).Distinct().Count());

        foreach (var broker in brokers)
        {
            var port = broker.Port;
            await broker.DisposeAsync();
            await AssertGoneAsync(port, broker.DataDirectory);
        }
    }

    [Fact]
    public async Task Dispose_ManyBrokersInTurn_LeavesNoFileOpen()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self/fd"), "only Linux tells which files are open");
        for (var i = 0; i < 5; i++)
        {
            var broker = await EmbeddedBroker.StartNewAsync(cancellationToken: Cancel);
            await ProduceAsync(broker);
            await broker.DisposeAsync();

            Assert.DoesNotContain(
                new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos(),
                file => file.LinkTarget?.StartsWith(broker.DataDirectory, StringComparison.Ordinal) ?? false);
        }
    }

    private static async Task<long> ProduceAsync(EmbeddedBroker broker)
    {
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = broker.BootstrapServers })
            .SetLogHandler(static (_, _) => { }).Build();
        return (await producer.ProduceAsync("t", new Message<Null, string> { Value = "v" }, Cancel)).Offset.Value;
    }

    private static async Task AssertGoneAsync(int port, string directory)
    {
        using var socket = new TcpClient();

        await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync("127.0.0.1", port, Cancel).AsTask());
        Assert.False(Directory.Exists(directory));
    }
}
