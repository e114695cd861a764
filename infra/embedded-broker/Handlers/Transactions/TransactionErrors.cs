using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Handlers.Transactions;

/// <summary>PRODUCER_FENCED exists since KIP-588: requests of older versions get INVALID_PRODUCER_EPOCH.</summary>
internal static class TransactionErrors
{
    public static ErrorCode For(this ErrorCode error, short version, short fencedFrom) =>
        error == ErrorCode.ProducerFenced && version < fencedFrom ? ErrorCode.InvalidProducerEpoch : error;
}
