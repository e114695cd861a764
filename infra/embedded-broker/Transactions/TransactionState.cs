namespace MsaSample.Broker.Transactions;

/// <summary>The states of a transactional id, under Kafka's names and numbers (<c>TransactionState</c> in <c>__transaction_state</c>).</summary>
internal enum TransactionState : sbyte
{
    /// <summary>The producer has its id and has not begun a transaction.</summary>
    Empty = 0,

    /// <summary>Partitions were added; nothing is decided.</summary>
    Ongoing = 1,

    /// <summary>Decided; the markers are being written.</summary>
    PrepareCommit = 2,

    /// <summary>Decided; the markers are being written.</summary>
    PrepareAbort = 3,

    /// <summary>Every partition has its marker.</summary>
    CompleteCommit = 4,

    /// <summary>Every partition has its marker.</summary>
    CompleteAbort = 5,
}
