using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage.Indexes;

namespace MsaSample.Broker.Storage.Compaction;

/// <summary>The transactions in the segments of one compaction pass, all of which are committed or aborted.</summary>
internal sealed class DecidedTransactions(IReadOnlyList<AbortedTransaction> aborted)
{
    private readonly ILookup<long, AbortedTransaction> _aborted = aborted.ToLookup(static transaction => transaction.ProducerId);
    private readonly HashSet<long> _withRecords = []; // producers with records since their last marker

    /// <summary>Whether a batch belongs to an aborted transaction.</summary>
    public bool IsAborted(RecordBatch batch)
    {
        if (!batch.Attributes.IsTransactional)
            return false;

        foreach (var transaction in _aborted[batch.ProducerId])
        {
            if (transaction.FirstOffset <= batch.BaseOffset && batch.LastOffset <= transaction.LastOffset)
                return true;
        }

        return false;
    }

    /// <summary>
    /// Remembers that the producer has records, in a walk from the start of the log; true when the batch belongs to an aborted transaction.
    /// </summary>
    public bool PassRecords(RecordBatch batch)
    {
        if (batch.Attributes.IsTransactional)
            _withRecords.Add(batch.ProducerId);

        return IsAborted(batch);
    }

    /// <summary>
    /// Ends the transaction of a marker, in a walk from the start of the log; true when it has records, so that readers need the marker.
    /// </summary>
    public bool PassMarker(RecordBatch batch) => _withRecords.Remove(batch.ProducerId);

    /// <summary>The aborted transaction that an abort marker ends; null for any other batch.</summary>
    public AbortedTransaction? EndedBy(RecordBatch batch)
    {
        foreach (var transaction in batch.Attributes.IsControl ? _aborted[batch.ProducerId] : [])
        {
            if (transaction.LastOffset == batch.LastOffset)
                return transaction;
        }

        return null;
    }
}
