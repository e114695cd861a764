using System.Diagnostics.Metrics;
using Confluent.Kafka;
using Microsoft.Extensions.Time.Testing;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Network;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Security;
using MsaSample.Broker.Tests.Security;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Network;

/// <summary>Clients that send requests slowly delay nobody and use no memory of others.</summary>
public sealed class SlowSenderTests
{
    private static readonly byte[] HundredMebibytes = [0x06, 0x40, 0, 0];
    private readonly FakeTimeProvider _still = new(DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000));

    [Fact]
    public void Request_SentByteByByte_RunsOutOfTime()
    {
        var clock = new FakeTimeProvider();
        using var phase = new ConnectionPhase(clock, CancellationToken.None);
        phase.Enter(ConnectionPhases.Receiving);

        for (var i = 0; i < 2; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(20));
            phase.Received(bytes: 1);
        }

        Assert.InRange(phase.Elapsed.TotalSeconds, 39.9, 40);
        phase.Received(bytes: 30 * ConnectionPhase.MinimumRate);
        Assert.InRange(phase.Elapsed.TotalSeconds, 9.9, 10);
        phase.Received(bytes: 30 * ConnectionPhase.MinimumRate);
        Assert.Equal(TimeSpan.Zero, phase.Elapsed);
    }

    [Fact]
    public async Task Strangers_SendHalfRequests_TakeNoMemoryFromUsers()
    {
        await using var broker = await EmbeddedBroker.StartNewAsync(o =>
        {
            o.Limits.MaxRequestBytesInFlight = 512 * 1024;
            o.Sasl = new SaslOptions { Users = { ["alice"] = "alice-secret" } };
        }, cancellationToken: TestContext.Current.CancellationToken);
        var strangers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RawClient.ConnectAsync(broker)));
        foreach (var stranger in strangers)
        {
            await stranger.SendRequestAsync(ApiKey.ApiVersions, 0, correlationId: 1);
            await stranger.ReceiveAsync();
            await stranger.SendAsync(new byte[] { 0, 0, 0x75, 0x30 }.Concat(new byte[20_000]).ToArray());
        }

        // They use the memory for large requests of unauthenticated clients, or wait for it; a log-in is small enough to need none.
        using var alice = await SaslClient.ConnectAsync(broker);
        await alice.LogInAsync();

        Assert.True(await alice.IsServedAsync());
        Array.ForEach(strangers, static stranger => stranger.Dispose());
    }

    [Fact]
    public async Task LargeRequests_OfWhichOnlyTheSizesCome_KeepNobodyWaiting()
    {
        await using var broker = await EmbeddedBroker.StartNewAsync(clock: _still); // nobody loses patience
        using var first = await RawClient.ConnectAsync(broker);
        using var second = await RawClient.ConnectAsync(broker);
        await first.SendAsync(HundredMebibytes);
        await second.SendAsync(HundredMebibytes);
        await Eventually.True("there is memory for one of them", () => HeldBytes() >= 128 << 20, ct: TestContext.Current.CancellationToken);

        using var producer = new ProducerBuilder<Null, byte[]>(
            new ProducerConfig { BootstrapServers = broker.BootstrapServers, MessageTimeoutMs = 20_000 }).Build();
        var written = await producer.ProduceAsync(
            "orders", new Message<Null, byte[]> { Value = new byte[100_000] }, TestContext.Current.CancellationToken);

        Assert.Equal(PersistenceStatus.Persisted, written.Status);
    }

    // The maximum of all brokers in this process; the other tests use less.
    private static long HeldBytes()
    {
        long held = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = static (instrument, meters) =>
        {
            if (instrument is { Meter.Name: "MsaSample.Broker", Name: "kafka.request.memory" })
                meters.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, bytes, _, _) => held = Math.Max(held, bytes));
        listener.Start();
        listener.RecordObservableInstruments();
        return held;
    }
}
