using MsaSample.Broker.Protocol.Messages.Security;

namespace MsaSample.Broker.Protocol;

/// <summary>The authentication of one connection, as the two SASL requests advance it (KIP-43, KIP-152).</summary>
internal interface ISaslSession
{
    SaslHandshakeResponse Handshake(string mechanism, short version);

    Task<SaslAuthenticateResponse> AuthenticateAsync(byte[] token, CancellationToken cancellationToken);
}
