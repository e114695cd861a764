using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Transactions;
using MsaSample.Broker.Transactions;

namespace MsaSample.Broker.Handlers.Transactions;

/// <summary>DescribeTransactions: what the coordinator knows of transactional ids.</summary>
internal sealed class DescribeTransactionsHandler(TransactionCoordinator transactions)
    : IHandler<DescribeTransactionsRequest, DescribeTransactionsResponse>
{
    public Task<DescribeTransactionsResponse?> HandleAsync(
        DescribeTransactionsRequest request, RequestContext context, CancellationToken cancellationToken) =>
        Task.FromResult<DescribeTransactionsResponse?>(new DescribeTransactionsResponse([.. request.TransactionalIds.Select(transactions.Describe)]));
}
