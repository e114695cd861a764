using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Handlers.Transactions;

/// <summary>PRODUCER_FENCED came with KIP-588: clients that speak an older version of an API get what they know.</summary>
internal static class TransactionErrors
{
    public static ErrorCode For(this ErrorCode error, short version, short fencedFrom) =>
        error == ErrorCode.ProducerFenced && version < fencedFrom ? ErrorCode.InvalidProducerEpoch : error;
}
