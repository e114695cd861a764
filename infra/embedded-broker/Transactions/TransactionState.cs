namespace MsaSample.Broker.Transactions;

/// <summary>
/// The states of a transactional id, under Kafka's names and numbers (<c>TransactionState</c> in <c>__transaction_state</c>).
/// </summary>
internal enum TransactionState : sbyte
{
    /// <summary>The producer has its epoch and has not begun a transaction.</summary>
    Empty = 0,

    /// <summary>Partitions were added; neither commit nor abort is decided.</summary>
    Ongoing = 1,

    /// <summary>The commit is decided; the markers are being written.</summary>
    PrepareCommit = 2,

    /// <summary>The abort is decided; the markers are being written.</summary>
    PrepareAbort = 3,

    /// <summary>Every partition has its commit marker.</summary>
    CompleteCommit = 4,

    /// <summary>Every partition has its abort marker.</summary>
    CompleteAbort = 5,
}
