using System.Security.Cryptography;
using System.Text;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Security;

namespace MsaSample.Broker.Tests.Security;

/// <summary>SCRAM messages that a client library would not send, and what a stranger can learn.</summary>
public sealed class ScramTests(SaslBrokerFixture fixture) : IClassFixture<SaslBrokerFixture>
{
    private const string Refusal = "Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-256";

    public static TheoryData<string> BadFirsts =>
    [
        "", ",", "n", "n,", "n,,", "n,,n=alice", "n,,r=abc", "n,,n=,r=abc", "n,,n=alice,r=", "p=tls-unique,,n=alice,r=abc", "n,a=bob,n=alice,r=abc",
        "n,,m=ext,n=alice,r=abc", "n,,n=al=ice,r=abc", "n,,n=alice,r=a\u0001c", "garbage", "\0\0\0", $"n,,n={new string('=', 100_000)},r=abc",
    ];

    [Theory]
    [MemberData(nameof(BadFirsts))]
    public async Task ClientFirst_Malformed_IsRefusedAndOthersLive(string token)
    {
        using var client = await SaslClient.ConnectAsync(fixture.Broker);
        await client.HandshakeAsync("SCRAM-SHA-256");

        var (error, message, _, _) = await client.AuthenticateAsync(token);

        Assert.Equal((ErrorCode.SaslAuthenticationFailed, Refusal), (error, message));
        Assert.True(await client.Raw.IsClosedByBrokerAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("c=biws")]
    [InlineData("c=biws,r={nonce}")]
    [InlineData("c=biws,r={nonce},p=")]
    [InlineData("c=biws,r={nonce},p=AAAA")]
    [InlineData("c=biws,r={nonce},p=!!!!")]
    [InlineData("c=eSws,r={nonce},p={proof}")]
    [InlineData("c=biws,r=other,p={proof}")]
    public async Task ClientFinal_Malformed_IsRefused(string token)
    {
        using var client = await SaslClient.ConnectAsync(fixture.Broker);
        await client.HandshakeAsync("SCRAM-SHA-256");
        var first = (await client.AuthenticateAsync("n,,n=alice,r=abc")).Token;
        var nonce = first.Split(',')[0][2..];

        var answer = await client.AuthenticateAsync(token.Replace("{nonce}", nonce).Replace("{proof}", Convert.ToBase64String(new byte[32])));

        Assert.Equal((ErrorCode.SaslAuthenticationFailed, Refusal), (answer.Error, answer.Message));
    }

    [Fact]
    public async Task ServerFirst_UnknownUser_LooksLikeAKnownOne()
    {
        var known = await FirstAnswerAsync("alice");
        var unknown = await FirstAnswerAsync("nobody");
        var again = await FirstAnswerAsync("nobody");

        Assert.Equal(known.Select(part => part.Length), unknown.Select(part => part.Length));
        Assert.Equal(known[2], unknown[2]);
        Assert.Equal(unknown[1], again[1]);
    }

    [Fact]
    public async Task Exchange_HugeUserName_IsRefused()
    {
        using var client = await SaslClient.ConnectAsync(fixture.Broker);
        await client.HandshakeAsync("SCRAM-SHA-256");
        var first = (await client.AuthenticateAsync($"n,,n={new string('x', 400_000)},r=abc")).Token;

        var answer = await client.AuthenticateAsync($"c=biws,{first.Split(',')[0]},p={Convert.ToBase64String(new byte[32])}");

        Assert.Equal(ErrorCode.SaslAuthenticationFailed, answer.Error);
    }

    [Fact]
    public void Credential_OfTheStandardsExample_GivesItsProofAndSignature()
    {
        var salt = Convert.FromBase64String("W22ZaJ0SNY7soEsUEjb6gQ==");
        var salted = Rfc2898DeriveBytes.Pbkdf2("pencil", salt, 4096, HashAlgorithmName.SHA256, 32);
        var credential = ScramCredential.FromSaltedPassword(ScramMechanism.Sha256, salt, 4096, salted);
        var message = Encoding.UTF8.GetBytes(
            "n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
            + "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0");

        // RFC 7677, section 3
        Assert.Equal("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", Convert.ToBase64String(ScramMechanism.Sha256.Hmac(credential.ServerKey, message)));
        Assert.True(credential.Fits(ScramMechanism.Sha256, "pencil"));
        Assert.False(credential.Fits(ScramMechanism.Sha256, "Pencil"));
    }

    [Theory]
    [InlineData("n,,n=a=2Cb=3Dc,r=x", "a,b=c")]
    [InlineData("y,a=alice,n=alice,r=x", "alice")]
    [InlineData("n,,n==3D2C,r=x", "=2C")]
    public void ClientFirst_EscapedName_IsUnescaped(string message, string expected) =>
        Assert.Equal(expected, ScramClientFirst.Parse(message)?.User);

    private async Task<string[]> FirstAnswerAsync(string user)
    {
        using var client = await SaslClient.ConnectAsync(fixture.Broker);
        await client.HandshakeAsync("SCRAM-SHA-256");
        return (await client.AuthenticateAsync($"n,,n={user},r=abc")).Token.Split(',');
    }
}
