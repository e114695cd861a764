// Left out: the protocol of KIP-890 (v4).
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Transactions;
using MsaSample.Broker.Transactions;

namespace MsaSample.Broker.Handlers.Transactions;

/// <summary>AddOffsetsToTxn: adds a group's partition of the offsets topic to the transaction.</summary>
internal sealed class AddOffsetsToTxnHandler(TransactionCoordinator transactions)
    : IHandler<AddOffsetsToTxnRequest, AddOffsetsToTxnResponse>
{
    private const short FencedFrom = 2;

    public AddOffsetsToTxnResponse Handle(AddOffsetsToTxnRequest request, RequestContext context)
    {
        var error = transactions.AddOffsets(request.TransactionalId, request.ProducerId, request.ProducerEpoch, request.GroupId);
        return new AddOffsetsToTxnResponse(error.For(context.ApiVersion, FencedFrom));
    }
}
