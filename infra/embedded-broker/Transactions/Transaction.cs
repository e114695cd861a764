using Microsoft.Extensions.Logging;
using MsaSample.Broker.Timers;

namespace MsaSample.Broker.Transactions;

/// <summary>A transactional id with its producer and its transaction, of which it has one at a time.</summary>
/// <remarks>
/// <para>
/// <see cref="Lock"/> guards all of it. It is also held while markers are written, and while the first batch of a transaction goes into a
/// partition or offsets go into a group, so that a transaction cannot end between the check and the write.
/// </para>
/// <para>
/// Order of locks: this one first; then that of a group, of the topic catalog, of <see cref="Topics.ProducerIds"/>, or of a partition log.
/// The locks of two transactional ids are never held together.
/// </para>
/// </remarks>
internal sealed class Transaction(string id) : IDisposable
{
    private ITimer? _timer;

    public string Id { get; } = id;

    public Lock Lock { get; } = new();

    /// <summary>What is known of the id; null until its first producer has come.</summary>
    public TransactionMetadata? Metadata { get; set; }

    /// <summary>Whether the id expired or the broker stops. A request that found the id before that must look it up again.</summary>
    public bool IsDead { get; private set; }

    /// <summary>
    /// Starts the timer; an earlier setting no longer applies. The callback runs under <see cref="Lock"/>, unless the id is dead by then.
    /// </summary>
    public void StartTimer(TimeProvider clock, ILogger logger, TimeSpan dueTime, Action callback)
    {
        _timer?.Dispose();
        _timer = clock.CreateGuardedTimer(
            logger,
            () =>
            {
                lock (Lock)
                {
                    if (!IsDead)
                        callback();
                }
            },
            dueTime, Timeout.InfiniteTimeSpan);
    }

    public void StopTimer() => _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Marks the id as dead. Called under <see cref="Lock"/>.</summary>
    public void Dispose()
    {
        IsDead = true;
        _timer?.Dispose();
    }
}
