namespace MsaSample.Broker.Security;

/// <summary>The server's side of one authentication by one mechanism.</summary>
internal interface ISaslExchange
{
    /// <summary>The authenticated user; null until the exchange is complete.</summary>
    string? User { get; }

    /// <summary>Takes the client's next token and returns the answer.</summary>
    /// <exception cref="SaslFailedException">The credentials are wrong, or the token is malformed.</exception>
    byte[] Next(ReadOnlySpan<byte> token);
}
