using System.Buffers.Binary;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Protocol;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Network;

/// <summary>The limits of <c>BrokerLimits</c>, as a socket sees them.</summary>
public sealed class LimitTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(11);
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000));
    private readonly List<RawClient> _clients = [];

    [Theory]
    [InlineData(2, int.MaxValue)]
    [InlineData(int.MaxValue, 2)]
    public async Task Connect_OneTooMany_IsRefusedUntilAnotherLeaves(int all, int perIp)
    {
        await using var broker = await EmbeddedBroker.StartNewAsync(
            o => (o.Limits.MaxConnections, o.Limits.MaxConnectionsPerIp) = (all, perIp));
        var first = await ConnectedAsync(broker);
        await ConnectedAsync(broker);

        Assert.True(await IsRefusedAsync(broker));
        first.Dispose();

        await Eventually.Passes("the place is free again", () => ConnectedAsync(broker), ct: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Connection_IdleForLong_IsClosed()
    {
        await using var broker = await EmbeddedBroker.StartNewAsync(clock: _clock);
        var idle = await ConnectedAsync(broker);

        _clock.Advance(Long);

        Assert.True(await idle.IsClosedByBrokerAsync());
    }

    [Fact]
    public async Task Request_HalfSentAndStalled_IsClosedWhileIdleOnesStay()
    {
        await using var broker = await EmbeddedBroker.StartNewAsync(clock: _clock);
        var idle = await ConnectedAsync(broker);
        var stalled = await ConnectedAsync(broker);
        await stalled.SendAsync(new byte[] { 0, 1, 0, 0, 0, 18 });

        var closed = stalled.IsClosedByBrokerAsync();
        await Eventually.True("the stalled one is closed", () => AdvanceUntil(closed), ct: TestContext.Current.CancellationToken);

        await AnswersAsync(idle);
    }

    [Fact]
    public async Task Response_NotTaken_HoldsLittleMemoryAndEndsTheConnection()
    {
        await using var broker = await EmbeddedBroker.StartNewAsync(clock: _clock);
        await ProduceAsync(broker, megabytes: 16);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 20; i++)
            await (await ConnectedAsync(broker, receiveBuffer: 4096)).SendRequestAsync(ApiKey.Fetch, 4, 7, FetchAll);
        await AnswersAsync(await ConnectedAsync(broker));

        // 20 clients have 320 MB of responses to read
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: false) - before, long.MinValue, 32 << 20);
        await Eventually.True(
            "the slow readers are closed", () => AdvanceUntil(_clients[^2].EndsAsync()), ct: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Requests_HalfReceived_DoNotWaitForEachOther()
    {
        await using var broker = await EmbeddedBroker.StartNewAsync(o => o.Limits.MaxRequestBytesInFlight = 96 * 1024);
        RawClient[] clients = [await ConnectedAsync(broker), await ConnectedAsync(broker), await ConnectedAsync(broker)];
        foreach (var client in clients)
            await client.SendAsync(Large.AsMemory(0, 30_000)); // of 64 KiB each

        await AnswersAsync(await ConnectedAsync(broker));
        foreach (var client in clients)
            await client.SendAsync(Large.AsMemory(30_000));

        foreach (var client in clients)
            Assert.Equal(5, BinaryPrimitives.ReadInt32BigEndian(await client.ReceiveAsync()));
    }

    [Fact]
    public async Task Requests_HoldAllMemoryAndStall_AreClosedAndFreeIt()
    {
        await using var broker = await EmbeddedBroker.StartNewAsync(o => o.Limits.MaxRequestBytesInFlight = 96 * 1024, clock: _clock);
        for (var i = 0; i < 2; i++)
            await (await ConnectedAsync(broker)).SendAsync(Large.AsMemory(0, 20_000));

        var stalled = Task.WhenAll(_clients.Select(client => client.IsClosedByBrokerAsync()));
        await Eventually.True("the stalled ones are closed", () => AdvanceUntil(stalled), ct: TestContext.Current.CancellationToken);

        var next = await ConnectedAsync(broker);
        await next.SendAsync(Large);
        Assert.Equal(5, BinaryPrimitives.ReadInt32BigEndian(await next.ReceiveAsync()));
    }

    public void Dispose() => _clients.ForEach(client => client.Dispose());

    // The reset may come before the client has noticed that it is connected.
    private static async Task<bool> IsRefusedAsync(EmbeddedBroker broker)
    {
        try
        {
            using var client = await RawClient.ConnectAsync(broker);
            return await client.IsClosedByBrokerAsync();
        }
        catch (SocketException)
        {
            return true;
        }
    }

    // ApiVersions v0, followed by bytes that are ignored.
    private static byte[] Large { get; } = [0, 0, 0x9c, 0x40, 0, 18, 0, 0, 0, 0, 0, 5, 0xff, 0xff, .. new byte[39_990]];

    private static void FetchAll(KafkaWriter writer)
    {
        foreach (var number in new[] { -1, 0, 1, int.MaxValue })
            writer.WriteInt32(number); // replica, max wait, min bytes, max bytes
        writer.WriteInt8(0);
        writer.WriteInt32(1);
        writer.WriteString("big");
        writer.WriteInt32(1);
        writer.WriteInt32(0);
        writer.WriteInt64(0);
        writer.WriteInt32(int.MaxValue);
    }

    private static async Task ProduceAsync(EmbeddedBroker broker, int megabytes)
    {
        using var producer = new Confluent.Kafka.ProducerBuilder<Confluent.Kafka.Null, byte[]>(
            new Confluent.Kafka.ProducerConfig { BootstrapServers = broker.BootstrapServers }).Build();
        for (var i = 0; i < megabytes; i++)
            await producer.ProduceAsync("big", new Confluent.Kafka.Message<Confluent.Kafka.Null, byte[]> { Value = new byte[990_000] });
    }

    private static async Task AnswersAsync(RawClient client)
    {
        await client.SendRequestAsync(ApiKey.ApiVersions, 0, correlationId: 3);
        Assert.Equal(3, BinaryPrimitives.ReadInt32BigEndian(await client.ReceiveAsync()));
    }

    private async Task<RawClient> ConnectedAsync(EmbeddedBroker broker, int? receiveBuffer = null)
    {
        var client = await RawClient.ConnectAsync(broker, receiveBuffer: receiveBuffer);
        _clients.Add(client);
        await AnswersAsync(client);
        return client;
    }

    private bool AdvanceUntil(Task done)
    {
        _clock.Advance(TimeSpan.FromSeconds(31));
        return done.IsCompleted;
    }
}
