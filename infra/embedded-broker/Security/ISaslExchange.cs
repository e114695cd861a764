namespace MsaSample.Broker.Security;

/// <summary>The server's side of one login by one mechanism.</summary>
internal interface ISaslExchange
{
    /// <summary>Who has logged in; null until the exchange is complete.</summary>
    string? User { get; }

    /// <summary>Takes the client's next token and returns the answer.</summary>
    /// <exception cref="SaslFailedException">The client is not who it says, or the token is malformed.</exception>
    byte[] Next(ReadOnlySpan<byte> token);
}
