using System.Buffers.Binary;

namespace MsaSample.Broker.Protocol.Records;

/// <summary>A view of one record batch (magic 2, KIP-98): a big-endian header of 61 bytes, then the records. Copies nothing.</summary>
/// <remarks>Check <see cref="IsHeaderComplete"/> before reading a field. No field is validated here.</remarks>
internal readonly ref struct RecordBatch(ReadOnlySpan<byte> bytes)
{
    public const int HeaderSize = 61;

    /// <summary>Bytes before the part that <see cref="BatchLength"/> counts: base offset and the length itself.</summary>
    public const int LogOverhead = 12;

    public const sbyte CurrentMagic = 2;

    private const int LengthAt = 8;
    private const int LeaderEpochAt = 12;
    private const int MagicAt = 16;
    private const int CrcAt = 17;
    private const int AttributesAt = 21;
    private const int LastOffsetDeltaAt = 23;
    private const int BaseTimestampAt = 27;
    private const int MaxTimestampAt = 35;
    private const int ProducerIdAt = 43;
    private const int ProducerEpochAt = 51;
    private const int BaseSequenceAt = 53;
    private const int RecordCountAt = 57;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public bool IsHeaderComplete => _bytes.Length >= HeaderSize;

    public long BaseOffset => BinaryPrimitives.ReadInt64BigEndian(_bytes);

    /// <summary>Bytes after the length field, as declared by the batch.</summary>
    public int BatchLength => BinaryPrimitives.ReadInt32BigEndian(_bytes[LengthAt..]);

    /// <summary>Size of the whole batch in bytes, as declared; a damaged length can make it negative or huge.</summary>
    public long SizeInBytes => (long)BatchLength + LogOverhead;

    public sbyte Magic => (sbyte)_bytes[MagicAt];

    public uint Crc => BinaryPrimitives.ReadUInt32BigEndian(_bytes[CrcAt..]);

    public BatchAttributes Attributes => new(BinaryPrimitives.ReadInt16BigEndian(_bytes[AttributesAt..]));

    public int LastOffsetDelta => BinaryPrimitives.ReadInt32BigEndian(_bytes[LastOffsetDeltaAt..]);

    public long LastOffset => BaseOffset + LastOffsetDelta;

    public long BaseTimestamp => BinaryPrimitives.ReadInt64BigEndian(_bytes[BaseTimestampAt..]);

    public long MaxTimestamp => BinaryPrimitives.ReadInt64BigEndian(_bytes[MaxTimestampAt..]);

    /// <summary>-1 when the producer is not idempotent.</summary>
    public long ProducerId => BinaryPrimitives.ReadInt64BigEndian(_bytes[ProducerIdAt..]);

    public short ProducerEpoch => BinaryPrimitives.ReadInt16BigEndian(_bytes[ProducerEpochAt..]);

    public int BaseSequence => BinaryPrimitives.ReadInt32BigEndian(_bytes[BaseSequenceAt..]);

    public int RecordCount => BinaryPrimitives.ReadInt32BigEndian(_bytes[RecordCountAt..]);

    /// <summary>The records as they were sent, compressed or not.</summary>
    public ReadOnlySpan<byte> Records => _bytes[HeaderSize..];

    /// <summary>Computes the checksum from the attributes to the end and compares it. The span must be exactly one batch.</summary>
    public bool IsCrcValid() => Crc32C.Compute(_bytes[AttributesAt..]) == Crc;

    /// <summary>Sets the base offset and leader epoch, which the checksum does not cover.</summary>
    public static void SetPlace(Span<byte> batch, long baseOffset, int leaderEpoch)
    {
        BinaryPrimitives.WriteInt64BigEndian(batch, baseOffset);
        BinaryPrimitives.WriteInt32BigEndian(batch[LeaderEpochAt..], leaderEpoch);
    }

    /// <summary>Changes the batch to log-append time: sets the maximum timestamp, attribute bit 3 and the checksum.</summary>
    public static void SetLogAppendTime(Span<byte> batch, long timestampMs)
    {
        var attributes = new BatchAttributes(BinaryPrimitives.ReadInt16BigEndian(batch[AttributesAt..])).WithLogAppendTime();
        BinaryPrimitives.WriteInt16BigEndian(batch[AttributesAt..], attributes.Bits);
        BinaryPrimitives.WriteInt64BigEndian(batch[MaxTimestampAt..], timestampMs);
        SealCrc(batch);
    }

    /// <summary>Writes a batch, header, records and checksum, to <paramref name="target"/>.</summary>
    /// <param name="target">Must have the length of the batch: <see cref="HeaderSize"/> plus the records.</param>
    /// <param name="fields">The header.</param>
    /// <param name="records">The records, compressed if the attributes say so.</param>
    public static void Write(Span<byte> target, in RecordBatchFields fields, ReadOnlySpan<byte> records)
    {
        records.CopyTo(target[HeaderSize..]);
        WriteHeader(target, fields);
        SealCrc(target);
    }

    /// <summary>Computes and stores the checksum of a complete batch.</summary>
    public static void SealCrc(Span<byte> batch) =>
        BinaryPrimitives.WriteUInt32BigEndian(batch[CrcAt..], Crc32C.Compute(batch[AttributesAt..]));

    private static void WriteHeader(Span<byte> batch, in RecordBatchFields fields)
    {
        BinaryPrimitives.WriteInt64BigEndian(batch, fields.BaseOffset);
        BinaryPrimitives.WriteInt32BigEndian(batch[LengthAt..], batch.Length - LogOverhead);
        BinaryPrimitives.WriteInt32BigEndian(batch[LeaderEpochAt..], 0);
        batch[MagicAt] = (byte)CurrentMagic;
        BinaryPrimitives.WriteInt16BigEndian(batch[AttributesAt..], fields.Attributes.Bits);
        BinaryPrimitives.WriteInt32BigEndian(batch[LastOffsetDeltaAt..], fields.LastOffsetDelta);
        BinaryPrimitives.WriteInt64BigEndian(batch[BaseTimestampAt..], fields.BaseTimestamp);
        BinaryPrimitives.WriteInt64BigEndian(batch[MaxTimestampAt..], fields.MaxTimestamp);
        BinaryPrimitives.WriteInt64BigEndian(batch[ProducerIdAt..], fields.ProducerId);
        BinaryPrimitives.WriteInt16BigEndian(batch[ProducerEpochAt..], fields.ProducerEpoch);
        BinaryPrimitives.WriteInt32BigEndian(batch[BaseSequenceAt..], fields.BaseSequence);
        BinaryPrimitives.WriteInt32BigEndian(batch[RecordCountAt..], fields.RecordCount);
    }
}

/// <summary>The header fields that the writer of a batch chooses.</summary>
internal readonly record struct RecordBatchFields(
    long BaseOffset, BatchAttributes Attributes, int LastOffsetDelta, long BaseTimestamp, long MaxTimestamp,
    long ProducerId, short ProducerEpoch, int BaseSequence, int RecordCount);
