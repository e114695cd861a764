// Left out: the epoch that grows with each transaction (KIP-890, v5).
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Transactions;
using MsaSample.Broker.Transactions;

namespace MsaSample.Broker.Handlers.Transactions;

/// <summary>
/// EndTxn: commits or aborts. When it is answered, the decision is stored and, unless a log failed, every marker is written.
/// </summary>
internal sealed class EndTxnHandler(TransactionCoordinator transactions) : IHandler<EndTxnRequest, EndTxnResponse>
{
    private const short FencedFrom = 2;

    public EndTxnResponse Handle(EndTxnRequest request, RequestContext context)
    {
        var error = transactions.End(request.TransactionalId, request.ProducerId, request.ProducerEpoch, request.Commit);
        return new EndTxnResponse(error.For(context.ApiVersion, FencedFrom));
    }
}
