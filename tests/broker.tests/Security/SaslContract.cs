using Confluent.Kafka;
using MsaSample.Broker.Tests.Clients;
using ApiKey = MsaSample.Broker.Protocol.ApiKey;
using ErrorCode = MsaSample.Broker.Protocol.ErrorCode;

namespace MsaSample.Broker.Tests.Security;

/// <summary>Which bytes a connection may send when, and how authentication ends, for the user alice with PLAIN and SCRAM.</summary>
public abstract partial class SaslContract(IBrokerUnderTest broker) : BrokerContract(broker)
{
    [Fact]
    public async Task Request_BeforeAuthentication_ClosesTheConnection()
    {
        using var client = await SaslClient.ConnectAsync(BootstrapServers);

        Assert.False(await client.IsServedAsync());
    }

    [Fact]
    public async Task Request_BetweenHandshakeAndToken_ClosesTheConnection()
    {
        using var client = await SaslClient.ConnectAsync(BootstrapServers);
        await client.HandshakeAsync("PLAIN");

        await client.IsServedAsync(); // Apache Kafka tells of the illegal state before it closes

        Assert.True(await client.Raw.IsClosedByBrokerAsync());
    }

    [Fact]
    public async Task ApiVersions_BeforeAuthentication_IsAnswered()
    {
        using var client = await SaslClient.ConnectAsync(BootstrapServers);

        await client.Raw.SendRequestAsync(ApiKey.ApiVersions, 0, 5);

        Assert.NotEmpty(await client.Raw.ReceiveAsync());
    }

    [Fact]
    public async Task Handshake_UnknownMechanism_ListsTheKnownAndCloses()
    {
        using var client = await SaslClient.ConnectAsync(BootstrapServers);

        var (error, mechanisms) = await client.HandshakeAsync("GSSAPI");

        Assert.Equal(ErrorCode.UnsupportedSaslMechanism, error);
        Assert.Equal(["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"], mechanisms.Order());
        Assert.True(await client.Raw.IsClosedByBrokerAsync());
    }

    [Fact]
    public async Task Handshake_Twice_IsAnIllegalState()
    {
        using var client = await SaslClient.ConnectAsync(BootstrapServers);
        await client.HandshakeAsync("PLAIN");

        Assert.Equal(ErrorCode.IllegalSaslState, (await client.HandshakeAsync("PLAIN")).Error);
        Assert.True(await client.Raw.IsClosedByBrokerAsync());
    }

    [Fact]
    public async Task HandshakeAndToken_AfterAuthentication_AreAnIllegalStateThatHarmsNothing()
    {
        using var client = await SaslClient.ConnectAsync(BootstrapServers);
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
        using var client = await SaslClient.ConnectAsync(BootstrapServers);
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
        using var client = await SaslClient.ConnectAsync(BootstrapServers);
        await client.HandshakeAsync("PLAIN", version: 0);

        await client.SendBareTokenAsync(token);

        if (right)
            Assert.Empty(await client.Raw.ReceiveAsync());
        Assert.Equal(right, await client.IsServedAsync());
    }

    [Fact]
    public async Task Frame_LargerThanATokenMayBe_ClosesTheConnection()
    {
        using var client = await SaslClient.ConnectAsync(BootstrapServers);

        await client.Raw.SendAsync(new byte[] { 0, 0x10, 0, 0, 0, 36 });

        Assert.True(await client.Raw.IsClosedByBrokerAsync());
    }

    [Theory]
    [InlineData(SaslMechanism.Plain)]
    [InlineData(SaslMechanism.ScramSha256)]
    [InlineData(SaslMechanism.ScramSha512)]
    public void LogIn_RightPassword_IsServed(SaslMechanism mechanism)
    {
        using var admin = new AdminClientBuilder(Client(mechanism, "alice", "alice-secret")).SetLogHandler(static (_, _) => { }).Build();

        Assert.Single(admin.GetMetadata(TimeSpan.FromSeconds(20)).Brokers);
    }

    [Theory]
    [InlineData(SaslMechanism.Plain, "alice", "Invalid username or password")]
    [InlineData(SaslMechanism.ScramSha256, "alice", Refusal)]
    [InlineData(SaslMechanism.ScramSha256, "nobody", Refusal)]
    public async Task LogIn_WrongPassword_IsToldSo(SaslMechanism mechanism, string user, string expected)
    {
        var error = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var admin = new AdminClientBuilder(Client(mechanism, user, "wrong"))
            .SetLogHandler(static (_, _) => { }).SetErrorHandler((_, e) => error.TrySetResult(e.Reason)).Build();

        Assert.Contains(expected, await error.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Cancel));
    }

    private ClientConfig Client(SaslMechanism mechanism, string user, string password) => new()
    {
        BootstrapServers = BootstrapServers,
        SecurityProtocol = SecurityProtocol.SaslPlaintext,
        SaslMechanism = mechanism,
        SaslUsername = user,
        SaslPassword = password,
    };
}
