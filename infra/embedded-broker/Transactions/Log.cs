using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Transactions;

/// <summary>Log messages of the transaction coordinator; event ids 2300 to 2399.</summary>
internal static partial class Log
{
    [LoggerMessage(2300, LogLevel.Debug, "Transactional id {Id} is {State}, with producer id {ProducerId} and epoch {Epoch}")]
    public static partial void TransactionMoved(this ILogger logger, string id, TransactionState state, long producerId, short epoch);

    [LoggerMessage(2301, LogLevel.Information, "The transaction of {Id} is aborted because it was open for more than {TimeoutMs} ms")]
    public static partial void TransactionTimedOut(this ILogger logger, string id, int timeoutMs);

    [LoggerMessage(2302, LogLevel.Information,
        "Loaded {Ids} transactional ids and completed {Completed} transactions that a crash had interrupted")]
    public static partial void TransactionsLoaded(this ILogger logger, int ids, int completed);

    [LoggerMessage(2304, LogLevel.Warning, "The marker for the transaction of {Id} could not be written to {Topic}-{Partition}: {Error}")]
    public static partial void MarkerRefused(this ILogger logger, string topic, int partition, string id, ErrorCode error);

    [LoggerMessage(2305, LogLevel.Information, "Transactional id {Id} was removed because it was not used for the expiration time")]
    public static partial void IdExpired(this ILogger logger, string id);

    [LoggerMessage(2306, LogLevel.Information, "A new producer took over {Id}; the open transaction of the old one is aborted")]
    public static partial void ProducerFenced(this ILogger logger, string id);
}
