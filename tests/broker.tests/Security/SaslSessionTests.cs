using Microsoft.Extensions.Time.Testing;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Tests.Security;

/// <summary>A broker where alice may log in.</summary>
public sealed class SaslBrokerFixture : IAsyncLifetime
{
    public EmbeddedBroker Broker { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Broker = await EmbeddedBroker.StartNewAsync(o => o.Sasl = new SaslOptions { Users = { ["alice"] = "alice-secret" } });

    public ValueTask DisposeAsync() => Broker.DisposeAsync();
}

/// <summary>What a connection may send when, as bytes. Apache Kafka 4.3 does the same.</summary>
public sealed class SaslSessionTests(SaslBrokerFixture fixture) : IClassFixture<SaslBrokerFixture>
{
    [Fact]
    public async Task Request_BeforeAuthentication_ClosesTheConnection()
    {
        using var client = await SaslClient.ConnectAsync(fixture.Broker);

        Assert.False(await client.IsServedAsync());
    }

    [Fact]
    public async Task Request_BetweenHandshakeAndToken_ClosesTheConnection()
    {
        using var client = await SaslClient.ConnectAsync(fixture.Broker);
        await client.HandshakeAsync("PLAIN");

        Assert.False(await client.IsServedAsync());
    }

    [Fact]
    public async Task ApiVersions_BeforeAuthentication_IsAnswered()
    {
        using var client = await SaslClient.ConnectAsync(fixture.Broker);

        await client.Raw.SendRequestAsync(ApiKey.ApiVersions, 0, 5);

        Assert.NotEmpty(await client.Raw.ReceiveAsync());
    }

    [Fact]
    public async Task Handshake_UnknownMechanism_ListsTheKnownAndCloses()
    {
        using var client = await SaslClient.ConnectAsync(fixture.Broker);

        var (error, mechanisms) = await client.HandshakeAsync("GSSAPI");

        Assert.Equal(ErrorCode.UnsupportedSaslMechanism, error);
        Assert.Equal(["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"], mechanisms);
        Assert.True(await client.Raw.IsClosedByBrokerAsync());
    }

    [Fact]
    public async Task Handshake_Twice_IsAnIllegalState()
    {
        using var client = await SaslClient.ConnectAsync(fixture.Broker);
        await client.HandshakeAsync("PLAIN");

        Assert.Equal(ErrorCode.IllegalSaslState, (await client.HandshakeAsync("PLAIN")).Error);
        Assert.True(await client.Raw.IsClosedByBrokerAsync());
    }

    [Fact]
    public async Task HandshakeAndToken_AfterAuthentication_AreAnIllegalStateThatHarmsNothing()
    {
        using var client = await SaslClient.ConnectAsync(fixture.Broker);
        await client.LogInAsync();

        Assert.Equal(ErrorCode.IllegalSaslState, (await client.HandshakeAsync("PLAIN")).Error);
        Assert.Equal(ErrorCode.IllegalSaslState, (await client.AuthenticateAsync("\0alice\0alice-secret")).Error);
        Assert.True(await client.IsServedAsync());
    }

    [Theory]
    [InlineData("\0alice\0alice-secret", null)]
    [InlineData("alice\0alice\0alice-secret", null)]
    [InlineData("\0alice\0wrong", "Authentication failed: Invalid username or password")]
    [InlineData("\0nobody\0alice-secret", "Authentication failed: Invalid username or password")]
    [InlineData("bob\0alice\0alice-secret", "Authentication failed: Client requested an authorization id that is different from username")]
    [InlineData("\0\0x", "Authentication failed: username not specified")]
    [InlineData("\0alice\0", "Authentication failed: password not specified")]
    [InlineData("", "Invalid SASL/PLAIN response: expected 3 tokens, got 1")]
    public async Task Plain_EachToken_IsAnsweredAsByKafka(string token, string? refusal)
    {
        using var client = await SaslClient.ConnectAsync(fixture.Broker);
        await client.HandshakeAsync("PLAIN");

        var (error, message, _, lifetime) = await client.AuthenticateAsync(token);

        Assert.Equal((refusal is null ? ErrorCode.None : ErrorCode.SaslAuthenticationFailed, refusal ?? "", 0), (error, message, lifetime));
        Assert.Equal(refusal is null, await client.IsServedAsync());
    }

    [Theory]
    [InlineData("\0alice\0alice-secret", true)]
    [InlineData("\0alice\0wrong", false)]
    public async Task HandshakeV0_BareToken_IsAnsweredBareOrClosed(string token, bool right)
    {
        using var client = await SaslClient.ConnectAsync(fixture.Broker);
        await client.HandshakeAsync("PLAIN", version: 0);

        await client.SendBareTokenAsync(token);

        if (right)
            Assert.Empty(await client.Raw.ReceiveAsync());
        Assert.Equal(right, await client.IsServedAsync());
    }

    [Fact]
    public async Task Frame_LargerThanATokenMayBe_ClosesTheConnection()
    {
        using var client = await SaslClient.ConnectAsync(fixture.Broker);

        await client.Raw.SendAsync(new byte[] { 0, 0x10, 0, 0, 0, 36 });

        Assert.True(await client.Raw.IsClosedByBrokerAsync());
    }

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
            o => o.Sasl = new SaslOptions { Users = { ["alice"] = "a", ["bob"] = "b" }, MaxReauthentication = TimeSpan.FromMinutes(1) }, clock: clock);
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
