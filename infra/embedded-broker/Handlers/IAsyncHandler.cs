using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Handlers;

/// <summary>Answers the requests of one API that may have to wait: for records, for the disk, or for other members of a group.</summary>
internal interface IAsyncHandler<TRequest, TResponse>
    where TRequest : IRequest<TRequest>
    where TResponse : class, IResponse
{
    /// <summary>The token is cancelled when the client has gone or the broker stops.</summary>
    Task<TResponse> HandleAsync(TRequest request, RequestContext context, CancellationToken cancellationToken);
}
