using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage.Indexes;

namespace MsaSample.Broker.Storage.Compaction;

/// <summary>What compaction must know of transactions, all of which are decided in the part that it works on. For one pass over a log, from its start.</summary>
internal sealed class DecidedTransactions(IReadOnlyList<AbortedTransaction> aborted)
{
    private readonly ILookup<long, AbortedTransaction> _aborted = aborted.ToLookup(static transaction => transaction.ProducerId);
    private readonly HashSet<long> _withRecords = []; // producers that had records since their last marker

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

    /// <summary>Passes a batch of records; true when it belongs to an aborted transaction.</summary>
    public bool SeeRecords(RecordBatch batch)
    {
        if (batch.Attributes.IsTransactional)
            _withRecords.Add(batch.ProducerId);

        return IsAborted(batch);
    }

    /// <summary>Passes a marker; true when there were records of its transaction, so that readers need it.</summary>
    public bool SeeMarker(RecordBatch batch) => _withRecords.Remove(batch.ProducerId);

    /// <summary>The transaction that a batch ends, when it is an abort marker: whoever reads the marker is told of it.</summary>
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
