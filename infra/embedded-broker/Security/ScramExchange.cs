using System.Security.Cryptography;
using System.Text;
using MsaSample.Broker.Protocol.Messages.Security;

namespace MsaSample.Broker.Security;

/// <summary>
/// SCRAM without channel binding (RFC 5802): client-first, server-first, client-final, server-final. Every failure has the same
/// message, and an unknown user fails at the same step as a wrong password.
/// </summary>
internal sealed class ScramExchange(ScramMechanism mechanism, SaslUsers users) : ISaslExchange
{
    private ScramClientFirst? _first;
    private ScramCredential? _credential;
    private string _serverFirst = "";
    private string _nonce = "";

    public string? User { get; private set; }

    public byte[] Next(ReadOnlySpan<byte> token)
    {
        var message = Encoding.UTF8.GetString(token);
        return Encoding.UTF8.GetBytes(_first is null ? Begin(message) : Finish(message));
    }

    private string Begin(string message)
    {
        _first = ScramClientFirst.Parse(message) ?? throw Failed();
        if (_first.AuthorizationId.Length > 0 && _first.AuthorizationId != _first.User)
            throw new SaslFailedException(PlainExchange.OtherAuthorizationId);

        _credential = users.FindOrFake(_first.User, mechanism);
        _nonce = _first.Nonce + Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
        _serverFirst = $"r={_nonce},s={Convert.ToBase64String(_credential.Salt)},i={_credential.Iterations}";
        return _serverFirst;
    }

    private string Finish(string message)
    {
        if (ScramClientFinal.Parse(message) is not { } final || User is not null)
            throw Failed();

        var authMessage = Encoding.UTF8.GetBytes($"{_first!.Bare},{_serverFirst},{final.WithoutProof}");
        var signature = mechanism.Hmac(_credential!.StoredKey, authMessage);
        var isRight = final.ChannelBinding == Convert.ToBase64String(Encoding.UTF8.GetBytes(_first.Header))
            && final.Nonce.EndsWith(_nonce, StringComparison.Ordinal) // librdkafka before 2.6 repeats its own part in front
            && final.Proof.Length == signature.Length
            && CryptographicOperations.FixedTimeEquals(mechanism.Hash(Xor(final.Proof, signature)), _credential.StoredKey);
        if (!isRight)
            throw Failed();

        User = _first.User;
        return "v=" + Convert.ToBase64String(mechanism.Hmac(_credential.ServerKey, authMessage));
    }

    private static byte[] Xor(byte[] one, byte[] other) => [.. one.Zip(other, (a, b) => (byte)(a ^ b))];

    private SaslFailedException Failed() =>
        new($"Authentication failed during authentication due to invalid credentials with SASL mechanism {mechanism.Name()}");
}
