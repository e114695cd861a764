using System.Security.Cryptography;
using System.Text;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Security;
using MsaSample.Broker.Security;

namespace MsaSample.Broker.Tests.Security;

/// <summary>What unauthenticated clients can learn, refused SCRAM messages, and the test vectors of the RFCs.</summary>
public sealed class ScramTests(EmbeddedSaslBroker fixture) : IClassFixture<EmbeddedSaslBroker>
{
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

    // Not run against Apache Kafka: such a name ends one of its network threads.
    [Theory]
    [InlineData('x')]
    [InlineData('=')]
    public async Task Exchange_HugeUserName_IsRefused(char letter)
    {
        using var client = await SaslClient.ConnectAsync(fixture.BootstrapServers);
        await client.HandshakeAsync("SCRAM-SHA-256");
        var answer = await client.AuthenticateAsync($"n,,n={new string(letter, 400_000)},r=abc");

        if (answer.Error == ErrorCode.None)
            answer = await client.AuthenticateAsync($"c=biws,{answer.Token.Split(',')[0]},p={Convert.ToBase64String(new byte[32])}");

        Assert.Equal(ErrorCode.SaslAuthenticationFailed, answer.Error);
    }

    // Apache Kafka closes the connection without an answer.
    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    public async Task ClientFinal_ProofTooShort_IsRefused(string proof)
    {
        using var client = await SaslClient.ConnectAsync(fixture.BootstrapServers);
        await client.HandshakeAsync("SCRAM-SHA-256");
        var first = (await client.AuthenticateAsync("n,,n=alice,r=abc")).Token;

        Assert.Equal(ErrorCode.SaslAuthenticationFailed, (await client.AuthenticateAsync($"c=biws,{first.Split(',')[0]},p={proof}")).Error);
    }

    // RFC 5802 requires it; Apache Kafka does not check it.
    [Fact]
    public void ClientFirst_MandatoryExtension_IsRefused() => Assert.Null(ScramClientFirst.Parse("n,,m=ext,n=alice,r=abc"));

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
        Assert.Equal("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", Convert.ToBase64String(
            ScramMechanism.Sha256.Hmac(credential.ServerKey, message)));
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
        using var client = await SaslClient.ConnectAsync(fixture.BootstrapServers);
        await client.HandshakeAsync("SCRAM-SHA-256");
        return (await client.AuthenticateAsync($"n,,n={user},r=abc")).Token.Split(',');
    }
}
