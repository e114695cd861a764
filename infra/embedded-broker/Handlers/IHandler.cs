using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Handlers;

/// <summary>
/// Answers the requests of one API at once. A refusal is an <see cref="ErrorCode"/> in the response; a
/// <see cref="KafkaProtocolException"/> closes the connection.
/// </summary>
internal interface IHandler<TRequest, TResponse>
    where TRequest : IRequest<TRequest>
    where TResponse : class, IResponse
{
    TResponse Handle(TRequest request, RequestContext context);
}
