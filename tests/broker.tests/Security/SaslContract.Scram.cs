using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Tests.Security;

/// <content>SCRAM messages that a client library would not send.</content>
public abstract partial class SaslContract
{
    private const string Refusal =
        "Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-256";

    public static TheoryData<string> BadFirsts =>
    [
        "", ",", "n", "n,", "n,,", "n,,n=alice", "n,,r=abc", "n,,n=,r=abc", "n,,n=alice,r=", "p=tls-unique,,n=alice,r=abc",
        "n,,n=al=ice,r=abc", "n,,n=alice,r=a\u0001c", "garbage", "\0\0\0",
    ];

    [Theory]
    [MemberData(nameof(BadFirsts))]
    public async Task ClientFirst_Malformed_IsRefusedAndOthersLive(string token)
    {
        using var client = await SaslClient.ConnectAsync(BootstrapServers);
        await client.HandshakeAsync("SCRAM-SHA-256");

        var (error, message, _, _) = await client.AuthenticateAsync(token);

        Assert.Equal((ErrorCode.SaslAuthenticationFailed, Refusal), (error, message));
        Assert.True(await client.Raw.IsClosedByBrokerAsync());
    }

    [Fact]
    public async Task ClientFirst_ForSomebodyElse_IsRefused()
    {
        using var client = await SaslClient.ConnectAsync(BootstrapServers);
        await client.HandshakeAsync("SCRAM-SHA-256");

        var (error, message, _, _) = await client.AuthenticateAsync("n,a=bob,n=alice,r=abc");

        Assert.Equal(ErrorCode.SaslAuthenticationFailed, error);
        Assert.Equal("Authentication failed: Client requested an authorization id that is different from username", message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("c=biws")]
    [InlineData("c=biws,r={nonce}")]
    [InlineData("c=biws,r={nonce},p=!!!!")]
    [InlineData("c=eSws,r={nonce},p={proof}")]
    [InlineData("c=biws,r=other,p={proof}")]
    public async Task ClientFinal_Malformed_IsRefused(string token)
    {
        using var client = await SaslClient.ConnectAsync(BootstrapServers);
        await client.HandshakeAsync("SCRAM-SHA-256");
        var first = (await client.AuthenticateAsync("n,,n=alice,r=abc")).Token;
        var nonce = first.Split(',')[0][2..];

        var answer = await client.AuthenticateAsync(
            token.Replace("{nonce}", nonce).Replace("{proof}", Convert.ToBase64String(new byte[32])));

        Assert.Equal((ErrorCode.SaslAuthenticationFailed, Refusal), (answer.Error, answer.Message));
    }
}
