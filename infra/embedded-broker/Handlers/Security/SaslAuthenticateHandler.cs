using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Security;
using MsaSample.Broker.Security;

namespace MsaSample.Broker.Handlers.Security;

/// <summary>SaslAuthenticate: one token of the mechanism that the handshake named.</summary>
internal sealed class SaslAuthenticateHandler : IAsyncHandler<SaslAuthenticateRequest, SaslAuthenticateResponse>
{
    public async Task<SaslAuthenticateResponse> HandleAsync(
        SaslAuthenticateRequest request, RequestContext context, CancellationToken cancellationToken) =>
        context.Sasl is { } session ? await session.AuthenticateAsync(request.Token, cancellationToken) : SaslSession.NotAwaited;
}
