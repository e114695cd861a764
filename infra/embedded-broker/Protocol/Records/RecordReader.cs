namespace MsaSample.Broker.Protocol.Records;

/// <summary>One record of a batch; key and value are spans of the buffer it was read from.</summary>
/// <remarks>A null key or value has a length of -1 and an empty span.</remarks>
internal readonly ref struct RecordView(
    int offsetDelta,
    long timestampDelta,
    int keyLength,
    ReadOnlySpan<byte> key,
    int valueLength,
    ReadOnlySpan<byte> value,
    ReadOnlySpan<byte> content)
{
    public int OffsetDelta { get; } = offsetDelta;

    /// <summary>Milliseconds after the base timestamp of the batch.</summary>
    public long TimestampDelta { get; } = timestampDelta;

    public bool HasKey { get; } = keyLength >= 0;

    public ReadOnlySpan<byte> Key { get; } = key;

    /// <summary>False for a tombstone.</summary>
    public bool HasValue { get; } = valueLength >= 0;

    public ReadOnlySpan<byte> Value { get; } = value;

    /// <summary>Key, value and headers with their lengths: the record without its attributes, timestamp and offset.</summary>
    public ReadOnlySpan<byte> Content { get; } = content;
}

/// <summary>Reads the uncompressed records of one batch without allocating; checks every length against the bytes left.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> records, int count)
{
    private readonly ReadOnlySpan<byte> _records = records;
    private readonly int _count = count;
    private int _position;
    private int _read;

    /// <summary>The record that <see cref="TryRead"/> found last.</summary>
    public RecordView Current { get; private set; }

    /// <summary>All records were read and no byte is left.</summary>
    public readonly bool IsComplete => _read == _count && _position == _records.Length;

    /// <summary>
    /// Reads the next record. False at the end and at a malformed record; <see cref="IsComplete"/> distinguishes the two.
    /// </summary>
    public bool TryRead()
    {
        if (_read == _count || !Varint.TryReadInt32(_records, ref _position, out var length))
            return false;
        if (length < 0 || length > _records.Length - _position)
            return false;

        var record = _records.Slice(_position, length);
        if (!TryReadBody(record, out var view))
            return false;

        Current = view;
        _position += length;
        _read++;
        return true;
    }

    private static bool TryReadBody(ReadOnlySpan<byte> record, out RecordView view)
    {
        view = default;
        var at = 1; // record attributes: no bit is in use
        if (record.IsEmpty
            || !Varint.TryReadInt64(record, ref at, out var timestampDelta)
            || !Varint.TryReadInt32(record, ref at, out var offsetDelta))
            return false;

        var content = record[at..];
        if (!TryReadBytes(record, ref at, out var keyLength, out var key)
            || !TryReadBytes(record, ref at, out var valueLength, out var value)
            || !TrySkipHeaders(record, ref at)
            || at != record.Length)
            return false;

        view = new RecordView(offsetDelta, timestampDelta, keyLength, key, valueLength, value, content);
        return true;
    }

    private static bool TryReadBytes(ReadOnlySpan<byte> record, scoped ref int at, out int length, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (!Varint.TryReadInt32(record, ref at, out length) || length < -1 || length > record.Length - at)
            return false;

        if (length <= 0)
            return true;

        bytes = record.Slice(at, length);
        at += length;
        return true;
    }

    private static bool TrySkipHeaders(ReadOnlySpan<byte> record, ref int at)
    {
        if (!Varint.TryReadInt32(record, ref at, out var headers) || headers < 0)
            return false;

        for (var i = 0; i < headers; i++)
        {
            if (!TryReadBytes(record, ref at, out var nameLength, out _) || nameLength < 0 || !TryReadBytes(record, ref at, out _, out _))
                return false;
        }

        return true;
    }
}
