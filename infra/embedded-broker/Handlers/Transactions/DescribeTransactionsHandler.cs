using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Transactions;
using MsaSample.Broker.Transactions;

namespace MsaSample.Broker.Handlers.Transactions;

/// <summary>DescribeTransactions: describes the transactions of transactional ids.</summary>
internal sealed class DescribeTransactionsHandler(TransactionCoordinator transactions)
    : IHandler<DescribeTransactionsRequest, DescribeTransactionsResponse>
{
    public DescribeTransactionsResponse Handle(DescribeTransactionsRequest request, RequestContext context) =>
        new([.. request.TransactionalIds.Select(transactions.Describe)]);
}
