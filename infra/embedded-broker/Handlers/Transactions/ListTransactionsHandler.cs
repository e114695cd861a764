// Left out: filtering by a pattern of ids (KIP-1152, v2).
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Transactions;
using MsaSample.Broker.Transactions;

namespace MsaSample.Broker.Handlers.Transactions;

/// <summary>ListTransactions: lists the transactional ids that pass the filters.</summary>
internal sealed class ListTransactionsHandler(TransactionCoordinator transactions)
    : IHandler<ListTransactionsRequest, ListTransactionsResponse>
{
    // The last two are states of Kafka that this broker does not have: filtering by them is not an error.
    private static readonly HashSet<string> Known = [.. Enum.GetNames<TransactionState>(), "Dead", "PrepareEpochFence"];

    public ListTransactionsResponse Handle(ListTransactionsRequest request, RequestContext context) =>
        new(ErrorCode.None, [.. request.StateFilters.Where(static state => !Known.Contains(state))], transactions.List(request));
}
