using System.Text;

namespace MsaSample.Broker.Security;

/// <summary>SASL PLAIN (RFC 4616): one token of authorization id, user and password, each ended by a zero byte.</summary>
internal sealed class PlainExchange(SaslUsers users) : ISaslExchange
{
    public const string Name = "PLAIN";

    /// <summary>The refusal when a user wants to act for another one; every mechanism uses it.</summary>
    public const string OtherAuthorizationId =
        "Authentication failed: Client requested an authorization id that is different from username";

    public string? User { get; private set; }

    public byte[] Next(ReadOnlySpan<byte> token)
    {
        var parts = Encoding.UTF8.GetString(token).Split('\0');
        if (parts.Length != 3)
            throw new SaslFailedException($"Invalid SASL/PLAIN response: expected 3 tokens, got {parts.Length}");

        var (authorizationId, user, password) = (parts[0], parts[1], parts[2]);
        if (user.Length == 0)
            throw new SaslFailedException("Authentication failed: username not specified");
        if (password.Length == 0)
            throw new SaslFailedException("Authentication failed: password not specified");
        if (!users.HasPassword(user, password))
            throw new SaslFailedException("Authentication failed: Invalid username or password");
        if (authorizationId.Length > 0 && authorizationId != user)
            throw new SaslFailedException(OtherAuthorizationId);

        User = user;
        return [];
    }
}
