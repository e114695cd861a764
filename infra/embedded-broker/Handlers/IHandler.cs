using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Handlers;

/// <summary>
/// Answers one API. A refusal is an <see cref="ErrorCode"/> in the response; null means that the client wants no response (acks=0).
/// A <see cref="KafkaProtocolException"/> closes the connection.
/// </summary>
internal interface IHandler<TRequest, TResponse>
    where TRequest : IRequest<TRequest>
    where TResponse : class, IResponse
{
    Task<TResponse?> HandleAsync(TRequest request, RequestContext context, CancellationToken cancellationToken);
}
