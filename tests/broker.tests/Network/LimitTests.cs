using System.Buffers.Binary;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Network;
using MsaSample.Broker.Protocol;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Network;

/// <summary>What one client may take before it loses its connection, seen from sockets.</summary>
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
        await using var broker = await EmbeddedBroker.StartNewAsync(o => (o.Limits.MaxConnections, o.Limits.MaxConnectionsPerIp) = (all, perIp));
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

        // 20 clients are owed 320 MB
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: false) - before, long.MinValue, 32 << 20);
        await Eventually.True(
            "the slow readers are closed", () => AdvanceUntil(_clients[^2].EndsAsync()), ct: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Requests_MoreThanTheMemoryForThem_WaitForTheirTurn()
    {
        await using var broker = await EmbeddedBroker.StartNewAsync(o => o.Limits.MaxRequestBytesInFlight = 64 * 1024);
        var large = await ConnectedAsync(broker);
        var body = new byte[30_000];
        BinaryPrimitives.WriteInt32BigEndian(body, body.Length - sizeof(int));
        new byte[] { 0, 18, 0, 0, 0, 0, 0, 5, 0xff, 0xff }.CopyTo(body, sizeof(int)); // ApiVersions v0; what follows is not looked at

        await large.SendAsync(body.AsMemory(0, 20_000));
        await AnswersAsync(await ConnectedAsync(broker));
        await large.SendAsync(body.AsMemory(20_000));

        Assert.Equal(5, BinaryPrimitives.ReadInt32BigEndian(await large.ReceiveAsync()));
    }

    [Fact]
    public async Task Requests_HoldAllMemoryAndStall_AreClosedAndFreeIt()
    {
        await using var broker = await EmbeddedBroker.StartNewAsync(o => o.Limits.MaxRequestBytesInFlight = 64 * 1024, clock: _clock);
        var waiting = await ConnectedAsync(broker);
        for (var i = 0; i < 2; i++)
            await (await ConnectedAsync(broker)).SendAsync(new byte[] { 0, 0, 0x75, 0x30 }.Concat(new byte[20_000]).ToArray());
        await waiting.SendRequestAsync(ApiKey.ApiVersions, 0, correlationId: 6);

        var stalled = Task.WhenAll(_clients[1..].Select(client => client.IsClosedByBrokerAsync()));
        await Eventually.True("the stalled ones are closed", () => AdvanceUntil(stalled), ct: TestContext.Current.CancellationToken);

        await AnswersAsync(await ConnectedAsync(broker));
    }

    [Fact]
    public async Task RequestMemory_AllTaken_IsGivenOnInOrder()
    {
        var options = new BrokerOptions();
        options.Limits.MaxRequestBytesInFlight = 100;
        var memory = new RequestMemory(options);
        await memory.AcquireAsync(80, CancellationToken.None);
        using var impatient = new CancellationTokenSource();

        var first = memory.AcquireAsync(60, impatient.Token).AsTask();
        var second = memory.AcquireAsync(10, CancellationToken.None).AsTask(); // would fit, but is not first
        Assert.False(first.IsCompleted || second.IsCompleted);
        await impatient.CancelAsync();
        memory.Release(80);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await second;
        Assert.Equal(10, memory.Used);
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
