// Left out: the mechanisms GSSAPI and OAUTHBEARER.
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Security;

namespace MsaSample.Broker.Handlers.Security;

/// <summary>SaslHandshake: the client chooses its mechanism. Refused where the broker runs without SASL.</summary>
internal sealed class SaslHandshakeHandler : IHandler<SaslHandshakeRequest, SaslHandshakeResponse>
{
    public SaslHandshakeResponse Handle(SaslHandshakeRequest request, RequestContext context) =>
        context.Sasl?.Handshake(request.Mechanism, context.ApiVersion) ?? new SaslHandshakeResponse(ErrorCode.IllegalSaslState, []);
}
