namespace MsaSample.Broker.Protocol.Records;

/// <summary>The attribute bits of a record batch: 0-2 codec, 3 timestamp type, 4 transactional, 5 control, 6 delete horizon.</summary>
internal readonly record struct BatchAttributes(short Bits)
{
    private const int CodecMask = 0x07;
    private const int LogAppendTimeBit = 0x08;
    private const int TransactionalBit = 0x10;
    private const int ControlBit = 0x20;
    private const int DeleteHorizonBit = 0x40;

    public CompressionType Codec => (CompressionType)(Bits & CodecMask);

    public bool IsLogAppendTime => (Bits & LogAppendTimeBit) != 0;

    public bool IsTransactional => (Bits & TransactionalBit) != 0;

    /// <summary>The batch contains a transaction marker instead of client records.</summary>
    public bool IsControl => (Bits & ControlBit) != 0;

    /// <summary>The base timestamp is the time from which tombstones may be deleted (KIP-534).</summary>
    public bool HasDeleteHorizon => (Bits & DeleteHorizonBit) != 0;

    public BatchAttributes WithLogAppendTime() => new((short)(Bits | LogAppendTimeBit));

    public BatchAttributes WithDeleteHorizon() => new((short)(Bits | DeleteHorizonBit));

    public static BatchAttributes Of(CompressionType codec, bool transactional = false, bool control = false) =>
        new((short)((int)codec | (transactional ? TransactionalBit : 0) | (control ? ControlBit : 0)));
}

/// <summary>Compression codecs, numbered as in the batch attributes.</summary>
internal enum CompressionType
{
    None = 0,
    Gzip = 1,
    Snappy = 2,
    Lz4 = 3,
    Zstd = 4,
}
