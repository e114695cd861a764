namespace MsaSample.Broker.Protocol.Messages.Security;

// SaslAuthenticate (key 36), v0-2 (KIP-152).
// v1: session_lifetime_ms (KIP-368). v2: flexible.
internal sealed record SaslAuthenticateRequest(byte[] Token) : IRequest<SaslAuthenticateRequest>
{
    public IResponse Fail(ErrorCode error) => new SaslAuthenticateResponse(error, null, []);

    public static SaslAuthenticateRequest Read(ref KafkaReader reader, short version)
    {
        var request = new SaslAuthenticateRequest(reader.ReadBytes());
        reader.SkipTaggedFields();
        return request;
    }
}

/// <param name="Error">SASL_AUTHENTICATION_FAILED or ILLEGAL_SASL_STATE; none while authentication proceeds.</param>
/// <param name="ErrorMessage">A message for the client's user.</param>
/// <param name="Token">The mechanism's answer.</param>
/// <param name="SessionLifetimeMs">Time within which the client must authenticate again; 0 for never.</param>
internal sealed record SaslAuthenticateResponse(ErrorCode Error, string? ErrorMessage, byte[] Token, long SessionLifetimeMs = 0) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteError(Error);
        writer.WriteNullableString(ErrorMessage);
        writer.WriteBytes(Token);
        if (version >= 1)
            writer.WriteInt64(SessionLifetimeMs);
        writer.WriteNoTaggedFields();
    }
}
