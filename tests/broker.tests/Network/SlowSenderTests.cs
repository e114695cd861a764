using Microsoft.Extensions.Time.Testing;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Network;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Tests.Security;

namespace MsaSample.Broker.Tests.Network;

/// <summary>Who sends requests slowly holds neither the time nor the memory of the others.</summary>
public sealed class SlowSenderTests
{
    [Fact]
    public void Request_SentByteByByte_RunsOutOfTime()
    {
        var clock = new FakeTimeProvider();
        using var phase = new ConnectionPhase(clock, CancellationToken.None);
        phase.Enter(ConnectionPhases.Receiving);

        for (var i = 0; i < 2; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(20));
            phase.GotOn(bytes: 1);
        }

        Assert.InRange(phase.Elapsed.TotalSeconds, 39.9, 40);
        phase.GotOn(bytes: 30 * ConnectionPhase.MinimumRate);
        Assert.InRange(phase.Elapsed.TotalSeconds, 9.9, 10);
        phase.GotOn(bytes: 30 * ConnectionPhase.MinimumRate);
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
        RawClient[] strangers = [await RawClient.ConnectAsync(broker), await RawClient.ConnectAsync(broker), await RawClient.ConnectAsync(broker)];
        foreach (var stranger in strangers)
        {
            await stranger.SendRequestAsync(ApiKey.ApiVersions, 0, correlationId: 1);
            await stranger.ReceiveAsync();
            await stranger.SendAsync(new byte[] { 0, 0, 0x75, 0x30 }.Concat(new byte[20_000]).ToArray());
        }

        // The first has all the memory that strangers may hold; a log-in is small enough to need none of it.
        using var alice = await SaslClient.ConnectAsync(broker);
        await alice.LogInAsync();

        Assert.True(await alice.IsServedAsync());
        Array.ForEach(strangers, static stranger => stranger.Dispose());
    }
}
