using System.Runtime.InteropServices;
using MsaSample.Broker.Protocol.Records;

namespace MsaSample.Broker.Storage.Compaction;

/// <summary>
/// Removes from a batch the records that compaction drops: all but the latest record of each key, expired tombstones, and the records of
/// aborted transactions. Offsets, sequence numbers and codec stay. A batch without remaining records is dropped, because older clients
/// cannot read an empty one; its producer state is in the producer snapshots.
/// </summary>
/// <remarks>
/// When a batch with tombstones, or the marker of a transaction without records, is compacted for the first time, it gets a delete horizon
/// (KIP-534): attribute bit 6, and as its base timestamp the time from which it may be dropped.
/// </remarks>
internal sealed class BatchFilter(OffsetMap latest, DecidedTransactions transactions, long startOffset, long nowMs, long deleteRetentionMs)
{
    private readonly List<byte> _records = [];
    private readonly List<bool> _kept = [];
    private byte[] _rebuilt = [];

    /// <summary>The bytes to write: the batch unchanged, a smaller batch (valid until the next call), or nothing.</summary>
    public ReadOnlySpan<byte> Apply(ReadOnlySpan<byte> bytes)
    {
        var batch = new RecordBatch(bytes);
        if (batch.LastOffset < startOffset)
            return default;

        if (batch.BaseOffset > latest.LatestOffset)
            return bytes;

        if (batch.Attributes.IsControl)
            return ApplyToMarker(batch, bytes);

        if (transactions.PassRecords(batch))
            return default;

        if (batch.Attributes.Codec == CompressionType.None)
            return ApplyToRecords(batch, batch.Records, bytes);

        using var unpacked = Compression.TryUnpack(batch.Attributes.Codec, batch.Records);
        return unpacked is null ? bytes : ApplyToRecords(batch, unpacked.Bytes, bytes);
    }

    private ReadOnlySpan<byte> ApplyToMarker(RecordBatch batch, ReadOnlySpan<byte> bytes)
    {
        if (transactions.PassMarker(batch))
            return bytes;

        if (batch.Attributes.HasDeleteHorizon)
            return nowMs >= batch.BaseTimestamp ? default : bytes;

        _kept.Clear();
        _kept.Add(true);
        return Rebuild(batch, batch.Records, 1, withNewHorizon: true);
    }

    private ReadOnlySpan<byte> ApplyToRecords(RecordBatch batch, ReadOnlySpan<byte> records, ReadOnlySpan<byte> original)
    {
        var tombstonesGo = batch.Attributes.HasDeleteHorizon && nowMs >= batch.BaseTimestamp;
        var (kept, tombstones) = (0, 0);
        _kept.Clear();
        var reader = new RecordReader(records, batch.RecordCount);
        while (reader.TryRead())
        {
            var record = reader.Current;
            var stays = record.HasKey
                && batch.BaseOffset + record.OffsetDelta >= latest.Find(record.Key)
                && (record.HasValue || !tombstonesGo);
            _kept.Add(stays);
            kept += stays ? 1 : 0;
            tombstones += stays && !record.HasValue ? 1 : 0;
        }

        if (!reader.IsComplete)
            return original; // the records cannot be parsed, so the batch stays as it is

        var needsHorizon = tombstones > 0 && !batch.Attributes.HasDeleteHorizon;
        if (kept == batch.RecordCount && !needsHorizon)
            return original;

        return kept == 0 ? default : Rebuild(batch, records, kept, needsHorizon);
    }

    private ReadOnlySpan<byte> Rebuild(RecordBatch batch, ReadOnlySpan<byte> records, int count, bool withNewHorizon)
    {
        var attributes = withNewHorizon ? batch.Attributes.WithDeleteHorizon() : batch.Attributes;
        var baseTimestamp = withNewHorizon ? nowMs + Math.Min(deleteRetentionMs, long.MaxValue - nowMs) : batch.BaseTimestamp;
        var maxTimestamp = CopyKept(batch, records, baseTimestamp);
        if (attributes.IsLogAppendTime)
            maxTimestamp = batch.MaxTimestamp;

        var plain = CollectionsMarshal.AsSpan(_records);
        var body = attributes.Codec == CompressionType.None ? plain : Compression.Compress(attributes.Codec, plain);
        var size = RecordBatch.HeaderSize + body.Length;
        if (_rebuilt.Length < size)
            _rebuilt = new byte[size];

        var rebuilt = _rebuilt.AsSpan(0, size);
        var fields = new RecordBatchFields(
            batch.BaseOffset, attributes, batch.LastOffsetDelta, baseTimestamp, maxTimestamp,
            batch.ProducerId, batch.ProducerEpoch, batch.BaseSequence, count);
        RecordBatch.Write(rebuilt, fields, body);
        return rebuilt;
    }

    // Returns the largest timestamp of the kept records. Timestamps stay the same, so the deltas change with the base timestamp.
    private long CopyKept(RecordBatch batch, ReadOnlySpan<byte> records, long baseTimestamp)
    {
        _records.Clear();
        var maxTimestamp = long.MinValue;
        var reader = new RecordReader(records, batch.RecordCount);
        for (var i = 0; reader.TryRead(); i++)
        {
            if (!_kept[i])
                continue;

            var record = reader.Current;
            var timestamp = batch.BaseTimestamp + record.TimestampDelta;
            var timestampDelta = timestamp - baseTimestamp;
            maxTimestamp = Math.Max(maxTimestamp, timestamp);
            Varint.Write(_records, 1 + Varint.SizeOf(timestampDelta) + Varint.SizeOf(record.OffsetDelta) + record.Content.Length);
            _records.Add(0);
            Varint.Write(_records, timestampDelta);
            Varint.Write(_records, record.OffsetDelta);
            _records.AddRange(record.Content);
        }

        return maxTimestamp;
    }
}
