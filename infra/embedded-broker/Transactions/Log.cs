using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Transactions;

/// <summary>What the transaction coordinator says; event ids 2300 to 2399.</summary>
internal static partial class Log
{
    [LoggerMessage(2300, LogLevel.Debug, "transactional id {Id} is {State}: producer {ProducerId}, epoch {Epoch}")]
    public static partial void TransactionMoved(this ILogger logger, string id, TransactionState state, long producerId, short epoch);

    [LoggerMessage(2301, LogLevel.Information, "the transaction of {Id} was open for more than {TimeoutMs} ms and is aborted")]
    public static partial void TransactionTimedOut(this ILogger logger, string id, int timeoutMs);

    [LoggerMessage(2302, LogLevel.Information, "{Ids} transactional ids loaded, {Completed} transactions completed that a crash had interrupted")]
    public static partial void TransactionsLoaded(this ILogger logger, int ids, int completed);

    [LoggerMessage(2304, LogLevel.Warning, "{Topic}-{Partition} took no marker for the transaction of {Id}: {Error}")]
    public static partial void MarkerRefused(this ILogger logger, string topic, int partition, string id, ErrorCode error);

    [LoggerMessage(2305, LogLevel.Information, "transactional id {Id} was not used for long and is forgotten")]
    public static partial void IdExpired(this ILogger logger, string id);

    [LoggerMessage(2306, LogLevel.Information, "a new producer took over {Id}; the open transaction of the old one is aborted")]
    public static partial void ProducerFenced(this ILogger logger, string id);
}
