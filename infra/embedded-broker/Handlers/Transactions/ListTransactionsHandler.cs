using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Transactions;
using MsaSample.Broker.Transactions;

namespace MsaSample.Broker.Handlers.Transactions;

/// <summary>ListTransactions: the transactional ids, filtered.</summary>
internal sealed class ListTransactionsHandler(TransactionCoordinator transactions) : IHandler<ListTransactionsRequest, ListTransactionsResponse>
{
    // States that Kafka knows and this broker is never seen in: filtering by them is no mistake.
    private static readonly HashSet<string> Known = [.. Enum.GetNames<TransactionState>(), "Dead", "PrepareEpochFence"];

    public ListTransactionsResponse Handle(ListTransactionsRequest request, RequestContext context) =>
        new(ErrorCode.None, [.. request.StateFilters.Where(static state => !Known.Contains(state))], transactions.List(request));
}
