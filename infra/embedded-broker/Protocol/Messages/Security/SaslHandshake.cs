namespace MsaSample.Broker.Protocol.Messages.Security;

// SaslHandshake (key 17), v0-1; never flexible.
// After v0 the client's tokens follow as bare frames, after v1 in SaslAuthenticate requests (KIP-152).
internal sealed record SaslHandshakeRequest(string Mechanism) : IRequest<SaslHandshakeRequest>
{
    public IResponse Fail(ErrorCode error) => new SaslHandshakeResponse(error, []);

    public static SaslHandshakeRequest Read(ref KafkaReader reader, short version) => new(reader.ReadString());
}

internal sealed record SaslHandshakeResponse(ErrorCode Error, IReadOnlyCollection<string> Mechanisms) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteError(Error);
        writer.WriteStrings(Mechanisms);
    }
}
