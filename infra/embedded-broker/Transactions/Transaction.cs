namespace MsaSample.Broker.Transactions;

/// <summary>One transactional id. Everything about it happens under its lock, the first append of its records to a partition included.</summary>
internal sealed class Transaction(string id) : IDisposable
{
    public string Id { get; } = id;

    public Lock Lock { get; } = new();

    /// <summary>Null until the first producer has come.</summary>
    public TransactionMetadata? Metadata { get; set; }

    /// <summary>Expired, or the broker stops: whoever still holds it must look the id up again.</summary>
    public bool IsDead { get; set; }

    /// <summary>Goes off when the open transaction has lasted too long, or when markers must be tried again.</summary>
    public ITimer? Timer { get; set; }

    public void Dispose() => Timer?.Dispose();
}
