using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Records;

namespace MsaSample.Broker.Topics;

/// <summary>
/// Passes the records of a state topic's partition to the coordinator that wrote them. Records that cannot be read are skipped with a
/// warning, because a start that fails would lose the rest of the state too.
/// </summary>
internal sealed class StateReplay(Partition partition, Action<StateRecord> onRecord, Action<int, long, bool>? onMarker, ILogger logger)
{
    /// <summary>Reads the partition to its end.</summary>
    /// <exception cref="IOException">The disk cannot be read.</exception>
    public void Run() => partition.Log.Replay(OnBatch);

    private void OnBatch(RecordBatch batch)
    {
        if (batch.Attributes.IsControl)
        {
            if (TransactionMarker.TryRead(batch, out var marker))
                onMarker?.Invoke(partition.Index, batch.ProducerId, marker.IsCommit);
            return;
        }

        if (batch.Attributes.Codec == CompressionType.None)
        {
            OnRecords(batch, batch.Records);
            return;
        }

        using var unpacked = Compression.TryUnpack(batch.Attributes.Codec, batch.Records);
        if (unpacked is null)
            logger.StateRecordSkipped(partition.Log.Name, batch.BaseOffset, $"the {batch.Attributes.Codec} records cannot be decompressed");
        else
            OnRecords(batch, unpacked.Bytes);
    }

    private void OnRecords(RecordBatch batch, ReadOnlySpan<byte> records)
    {
        var last = batch.BaseOffset - 1;
        var reader = new RecordReader(records, batch.RecordCount);
        while (reader.TryRead())
        {
            last = batch.BaseOffset + reader.Current.OffsetDelta;
            if (reader.Current.HasKey)
                OnRecord(batch, reader.Current, last);
        }

        if (!reader.IsComplete)
            logger.StateRecordSkipped(partition.Log.Name, last + 1, "the records from here to the end of the batch are malformed");
    }

    private void OnRecord(RecordBatch batch, RecordView record, long offset)
    {
        var producer = batch.Attributes.IsTransactional ? batch.ProducerId : -1;
        try
        {
            onRecord(new StateRecord(record.Key.ToArray(), record.HasValue ? record.Value.ToArray() : null, batch.BaseOffset, producer));
        }
        catch (KafkaProtocolException e)
        {
            logger.StateRecordSkipped(partition.Log.Name, offset, e.Message);
        }
    }
}

/// <summary>A record of a state topic.</summary>
/// <param name="Key">Identifies the state; the last record of a key is valid.</param>
/// <param name="Value">Null for a tombstone.</param>
/// <param name="Offset">Base offset of its batch.</param>
/// <param name="ProducerId">Producer of its transaction, whose commit marker makes it valid; -1 without a transaction.</param>
internal readonly record struct StateRecord(byte[] Key, byte[]? Value, long Offset, long ProducerId);
