using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Transactions;
using MsaSample.Broker.Transactions;

namespace MsaSample.Broker.Handlers.Transactions;

/// <summary>EndTxn: when it is answered, the decision is stored and, unless a log failed, visible everywhere.</summary>
internal sealed class EndTxnHandler(TransactionCoordinator transactions) : IHandler<EndTxnRequest, EndTxnResponse>
{
    private const short FencedFrom = 2;

    public Task<EndTxnResponse?> HandleAsync(EndTxnRequest request, RequestContext context, CancellationToken cancellationToken)
    {
        var error = transactions.End(request.TransactionalId, request.ProducerId, request.ProducerEpoch, request.Commit);
        return Task.FromResult<EndTxnResponse?>(new EndTxnResponse(error.For(context.ApiVersion, FencedFrom)));
    }
}
