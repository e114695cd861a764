namespace MsaSample.Broker.Transactions;

/// <summary>The rules for transactions, with Kafka's defaults unless said otherwise. Names in comments are Kafka's settings.</summary>
internal sealed record TransactionOptions
{
    /// <summary><c>transaction.max.timeout.ms</c>: the longest that a producer may ask to keep a transaction open.</summary>
    public TimeSpan MaxTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary><c>transactional.id.expiration.ms</c>: how long an id without open transaction is remembered.</summary>
    public TimeSpan IdExpiration { get; init; } = TimeSpan.FromDays(7);

    /// <summary><c>transaction.remove.expired.transaction.cleanup.interval.ms</c>.</summary>
    public TimeSpan IdExpirationCheck { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Between two tries to write markers that a log did not take.</summary>
    public TimeSpan MarkerRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary><c>transaction.state.log.num.partitions</c>. Kafka: 50; one node needs fewer.</summary>
    public int LogPartitions { get; init; } = 4;
}
