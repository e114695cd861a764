using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Security;
using MsaSample.Broker.Security;

namespace MsaSample.Broker.Handlers.Security;

/// <summary>SaslAuthenticate: takes one token of the mechanism that the handshake has chosen.</summary>
internal sealed class SaslAuthenticateHandler : IAsyncHandler<SaslAuthenticateRequest, SaslAuthenticateResponse>
{
    public async Task<SaslAuthenticateResponse> HandleAsync(
        SaslAuthenticateRequest request, RequestContext context, CancellationToken cancellationToken) =>
        context.Sasl is { } session ? await session.AuthenticateAsync(request.Token, cancellationToken) : SaslSession.NotExpected;
}
