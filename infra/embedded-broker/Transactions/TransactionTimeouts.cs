using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Transactions;

/// <summary>
/// Aborts transactions that are open for longer than their producer asked for (<c>transaction.timeout.ms</c>), and fences the producer.
/// </summary>
internal sealed class TransactionTimeouts(TransactionEnding ending, TransactionOptions options, TimeProvider clock, ILogger logger)
{
    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Starts the timer of an open transaction. Called under its lock.</summary>
    public void Watch(Transaction transaction)
    {
        var left = EndOf(transaction.Metadata!) - Now;
        transaction.StartTimer(clock, logger, TimeSpan.FromMilliseconds(Math.Max(0, left)), () => OnTimeout(transaction));
    }

    private static long EndOf(TransactionMetadata metadata) => metadata.StartedMs + metadata.TimeoutMs;

    private void OnTimeout(Transaction transaction)
    {
        if (transaction.Metadata is not { State: TransactionState.Ongoing } metadata)
            return;

        // The timer of an earlier transaction may have waited for the lock.
        if (EndOf(metadata) > Now)
        {
            Watch(transaction);
            return;
        }

        logger.TransactionTimedOut(transaction.Id, metadata.TimeoutMs);
        if (ending.AbortAndFence(transaction) == ErrorCode.CoordinatorNotAvailable)
            transaction.StartTimer(clock, logger, options.MarkerRetry, () => OnTimeout(transaction));
    }
}
