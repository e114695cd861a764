// Left out: the protocol of KIP-890 (v5) and two-phase commit (KIP-939, v6).
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Transactions;
using MsaSample.Broker.Transactions;

namespace MsaSample.Broker.Handlers.Transactions;

/// <summary>InitProducerId: gives an idempotent producer its id, or a transactional one its id and next epoch.</summary>
internal sealed class InitProducerIdHandler(TransactionCoordinator transactions) : IHandler<InitProducerIdRequest, InitProducerIdResponse>
{
    private const short FencedFrom = 4;

    public InitProducerIdResponse Handle(InitProducerIdRequest request, RequestContext context)
    {
        var response = transactions.InitProducerId(request);
        return response with { Error = response.Error.For(context.ApiVersion, FencedFrom) };
    }
}
