namespace MsaSample.Broker.Transactions;

/// <summary>The limits of transactions, with Kafka's defaults unless said otherwise. Names in comments are Kafka's settings.</summary>
internal sealed record TransactionOptions
{
    /// <summary><c>transaction.max.timeout.ms</c>: the longest transaction timeout that a producer may ask for.</summary>
    public TimeSpan MaxTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary><c>transactional.id.expiration.ms</c>: how long a transactional id without an open transaction is kept.</summary>
    public TimeSpan IdExpiration { get; init; } = TimeSpan.FromDays(7);

    /// <summary><c>transaction.remove.expired.transaction.cleanup.interval.ms</c>: how often expired ids are removed.</summary>
    public TimeSpan IdExpirationCheck { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long to wait before markers that a log did not take are written again.</summary>
    public TimeSpan MarkerRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary><c>transaction.state.log.num.partitions</c> of a new <c>__transaction_state</c>. Kafka: 50; one node needs fewer.</summary>
    public int LogPartitions { get; init; } = 4;
}
