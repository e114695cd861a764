using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Transactions;
using MsaSample.Broker.Transactions;

namespace MsaSample.Broker.Handlers.Transactions;

/// <summary>InitProducerId: an id for an idempotent producer, or the next epoch of a transactional one.</summary>
internal sealed class InitProducerIdHandler(TransactionCoordinator transactions) : IHandler<InitProducerIdRequest, InitProducerIdResponse>
{
    private const short FencedFrom = 4;

    public InitProducerIdResponse Handle(InitProducerIdRequest request, RequestContext context)
    {
        var response = transactions.InitProducerId(request);
        return response with { Error = response.Error.For(context.ApiVersion, FencedFrom) };
    }
}
