using Microsoft.Extensions.Time.Testing;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Security;

namespace MsaSample.Broker.Tests.Security;

/// <summary>Connections without authentication, and the expiry of sessions.</summary>
public sealed class SaslSessionTests
{
    [Fact]
    public async Task Sasl_OnAPlainListener_IsAnIllegalState()
    {
        await using var open = await EmbeddedBroker.StartNewAsync();
        using var client = await SaslClient.ConnectAsync(open);

        Assert.Equal(ErrorCode.IllegalSaslState, (await client.HandshakeAsync("PLAIN")).Error);
        Assert.Equal(ErrorCode.IllegalSaslState, (await client.AuthenticateAsync("x")).Error);
    }

    [Fact]
    public async Task Session_Expired_MustBeRenewedByTheSameUser()
    {
        var clock = new FakeTimeProvider();
        await using var broker = await EmbeddedBroker.StartNewAsync(
            o => o.Sasl = new SaslOptions
            {
                Users = { ["alice"] = "a", ["bob"] = "b" },
                MaxReauthentication = TimeSpan.FromMinutes(1),
            },
            clock: clock);
        using var loyal = await SaslClient.ConnectAsync(broker);
        using var lazy = await SaslClient.ConnectAsync(broker);
        foreach (var client in new[] { loyal, lazy })
        {
            await client.HandshakeAsync("PLAIN");
            Assert.Equal(60_000, (await client.AuthenticateAsync("\0alice\0a")).LifetimeMs);
        }

        clock.Advance(TimeSpan.FromMinutes(2));
        await loyal.HandshakeAsync("PLAIN");
        Assert.Equal(ErrorCode.None, (await loyal.AuthenticateAsync("\0alice\0a")).Error);

        Assert.True(await loyal.IsServedAsync());
        Assert.False(await lazy.IsServedAsync());
    }
}
