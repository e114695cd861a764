using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Security;

namespace MsaSample.Broker.Handlers.Security;

/// <summary>SaslHandshake: the client names its mechanism. Refused where nobody has to authenticate.</summary>
internal sealed class SaslHandshakeHandler : IHandler<SaslHandshakeRequest, SaslHandshakeResponse>
{
    public SaslHandshakeResponse Handle(SaslHandshakeRequest request, RequestContext context) =>
        context.Sasl?.Handshake(request.Mechanism, context.ApiVersion) ?? new SaslHandshakeResponse(ErrorCode.IllegalSaslState, []);
}
