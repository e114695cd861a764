using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers;

/// <summary>InitProducerId: an id for an idempotent producer. There are no transactions, so a transactional id is refused for good.</summary>
internal sealed class InitProducerIdHandler(ProducerIds ids) : IHandler<InitProducerIdRequest, InitProducerIdResponse>
{
    public Task<InitProducerIdResponse?> HandleAsync(InitProducerIdRequest request, RequestContext context, CancellationToken cancellationToken) =>
        Task.FromResult<InitProducerIdResponse?>(request.TransactionalId is null
            ? new InitProducerIdResponse(ErrorCode.None, ids.Take(), ProducerEpoch: 0)
            : new InitProducerIdResponse(ErrorCode.InvalidRequest));
}
