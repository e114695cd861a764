using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Records;

namespace MsaSample.Broker.Storage.Writing;

/// <summary>Validates a record batch as far as that needs no state of the log. The error codes are those of Apache Kafka.</summary>
internal static class BatchValidator
{
    /// <summary>The error to answer with; null when the batch is valid.</summary>
    public static AppendResult? Validate(ReadOnlySpan<byte> bytes, LogConfig config, long nowMs, AppendOrigin origin)
    {
        var batch = new RecordBatch(bytes);
        if (!batch.IsHeaderComplete || batch.SizeInBytes < RecordBatch.HeaderSize || batch.SizeInBytes > bytes.Length)
            return AppendResult.Failed(ErrorCode.CorruptMessage, "The record batch is cut short.");

        if (batch.SizeInBytes < bytes.Length)
            return AppendResult.Failed(ErrorCode.InvalidRecord, "A produce request must contain exactly one record batch per partition.");

        if (batch.Magic != RecordBatch.CurrentMagic)
            return AppendResult.Failed(ErrorCode.InvalidRecord, $"The record batch has magic {batch.Magic}; only magic 2 is supported.");

        // A refused marker would leave its transaction open, so the limits for records do not apply to markers.
        var isMarker = origin == AppendOrigin.Broker && batch.Attributes.IsControl;
        if (bytes.Length > config.MaxMessageBytes && !isMarker)
            return AppendResult.Failed(
                ErrorCode.MessageTooLarge,
                $"The record batch has {bytes.Length} bytes, the topic allows {config.MaxMessageBytes} (max.message.bytes).");

        if (!batch.IsCrcValid())
            return AppendResult.Failed(ErrorCode.CorruptMessage, "The record batch does not match its checksum.");

        if (batch.RecordCount <= 0 || batch.RecordCount != batch.LastOffsetDelta + 1L)
            return AppendResult.Failed(
                ErrorCode.InvalidRecord,
                $"The record batch has {batch.RecordCount} records and a last offset delta of {batch.LastOffsetDelta}.");

        if (batch.Attributes.Codec > CompressionType.Zstd)
            return AppendResult.Failed(ErrorCode.UnsupportedCompressionType, $"Codec {(int)batch.Attributes.Codec} does not exist.");

        if (isMarker)
            return null;

        return (origin != AppendOrigin.Broker ? ValidateClientFields(batch) : null)
            ?? ValidateTimestamps(batch, config, nowMs)
            ?? ValidateRecords(batch, config, nowMs);
    }

    private static AppendResult? ValidateClientFields(RecordBatch batch)
    {
        if (batch.BaseOffset != 0)
            return AppendResult.Failed(ErrorCode.InvalidRecord, $"The base offset is {batch.BaseOffset}; a producer must send 0.");

        if (batch.Attributes.IsControl)
            return AppendResult.Failed(ErrorCode.InvalidRecord, "Clients may not write control records.");

        if (batch.ProducerId >= 0 && (batch.BaseSequence < 0 || batch.ProducerEpoch < 0))
            return AppendResult.Failed(
                ErrorCode.InvalidRecord, $"Producer {batch.ProducerId} sent sequence {batch.BaseSequence} of epoch {batch.ProducerEpoch}.");

        return batch.Attributes.IsTransactional && batch.ProducerId < 0
            ? AppendResult.Failed(ErrorCode.InvalidRecord, "A transactional batch needs a producer id.")
            : null;
    }

    private static AppendResult? ValidateTimestamps(RecordBatch batch, LogConfig config, long nowMs)
    {
        if (config.TimestampType == TimestampType.LogAppendTime)
            return null;

        if (batch.Attributes.IsLogAppendTime)
            return AppendResult.Failed(ErrorCode.InvalidTimestamp, "Only the broker may set the timestamp type to LogAppendTime.");

        return batch.MaxTimestamp - nowMs > config.TimestampAfterMaxMs
            ? AppendResult.Failed(
                ErrorCode.InvalidTimestamp, $"Timestamp {batch.MaxTimestamp} is more than {config.TimestampAfterMaxMs} ms in the future.")
            : null;
    }

    // A compressed batch is decompressed only when a setting of the topic concerns single records.
    private static AppendResult? ValidateRecords(RecordBatch batch, LogConfig config, long nowMs)
    {
        if (batch.Attributes.Codec == CompressionType.None)
            return ValidateRecords(batch, batch.Records, config, nowMs);

        if (!config.IsCompacted && config.TimestampBeforeMaxMs == long.MaxValue)
            return null;

        using var unpacked = Compression.TryUnpack(batch.Attributes.Codec, batch.Records);
        return unpacked is null
            ? AppendResult.Failed(ErrorCode.InvalidRecord, $"The {batch.Attributes.Codec} records cannot be decompressed.")
            : ValidateRecords(batch, unpacked.Bytes, config, nowMs);
    }

    private static AppendResult? ValidateRecords(RecordBatch batch, ReadOnlySpan<byte> records, LogConfig config, long nowMs)
    {
        var needsKey = config.IsCompacted && !batch.Attributes.IsControl;
        var oldest = config.TimestampType == TimestampType.LogAppendTime
            ? long.MinValue
            : nowMs - Math.Min(nowMs, config.TimestampBeforeMaxMs);
        var (index, tooOld) = (0, 0);
        List<int>? keyless = null;
        var reader = new RecordReader(records, batch.RecordCount);
        for (; reader.TryRead(); index++)
        {
            var record = reader.Current;
            if (record.OffsetDelta != index)
                return AppendResult.Failed(ErrorCode.InvalidRecord, $"Record {index} has offset delta {record.OffsetDelta}.");

            if (needsKey && !record.HasKey)
                (keyless ??= []).Add(index);

            if (config.TimestampBeforeMaxMs != long.MaxValue && batch.BaseTimestamp + record.TimestampDelta < oldest)
                tooOld++;
        }

        if (!reader.IsComplete)
            return AppendResult.Failed(ErrorCode.InvalidRecord, $"Record {index} of {batch.RecordCount} is malformed.");

        if (keyless is not null)
        {
            var failed = AppendResult.Failed(ErrorCode.InvalidRecord, "Records in a compacted topic must have a key.");
            return failed with { BadRecords = keyless };
        }

        return tooOld == 0
            ? null
            : AppendResult.Failed(ErrorCode.InvalidTimestamp, $"{tooOld} records are older than {config.TimestampBeforeMaxMs} ms.");
    }
}
