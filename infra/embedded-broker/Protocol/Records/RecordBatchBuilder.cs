using System.Runtime.InteropServices;

namespace MsaSample.Broker.Protocol.Records;

/// <summary>Builds a record batch, for what the broker itself writes: offsets, groups, transactions and markers.</summary>
internal sealed class RecordBatchBuilder
{
    private readonly List<byte> _records = [];
    private readonly List<byte> _body = [];
    private long _baseTimestamp;
    private long _maxTimestamp = long.MinValue;
    private int _count;

    public int Count => _count;

    /// <summary>Producer id, epoch and first sequence; not idempotent by default.</summary>
    public (long Id, short Epoch, int BaseSequence) Producer { get; init; } = (-1, -1, -1);

    /// <summary>Adds a record; its offset is the batch's base offset plus the number of records before it.</summary>
    /// <param name="timestampMs">Unix milliseconds.</param>
    /// <param name="key">Null for a keyless record.</param>
    /// <param name="value">Null for a tombstone.</param>
    /// <param name="headers">Names and values.</param>
    public RecordBatchBuilder Add(long timestampMs, byte[]? key, byte[]? value, params ReadOnlySpan<(string Name, byte[]? Value)> headers)
    {
        if (_count == 0)
            _baseTimestamp = timestampMs;

        _maxTimestamp = Math.Max(_maxTimestamp, timestampMs);
        _body.Clear();
        _body.Add(0);
        Varint.Write(_body, timestampMs - _baseTimestamp);
        Varint.Write(_body, _count++);
        AddBytes(key);
        AddBytes(value);
        Varint.Write(_body, headers.Length);
        foreach (var (name, headerValue) in headers)
        {
            AddBytes(System.Text.Encoding.UTF8.GetBytes(name));
            AddBytes(headerValue);
        }

        Varint.Write(_records, _body.Count);
        _records.AddRange(_body);
        return this;
    }

    /// <summary>The finished batch, checksum included.</summary>
    public byte[] Build(long baseOffset = 0, CompressionType codec = CompressionType.None, bool transactional = false, bool control = false)
    {
        var plain = CollectionsMarshal.AsSpan(_records);
        var records = codec == CompressionType.None ? plain : Compression.Compress(codec, plain);
        var batch = new byte[RecordBatch.HeaderSize + records.Length];
        var fields = new RecordBatchFields(
            baseOffset, BatchAttributes.Of(codec, transactional, control), _count - 1, _baseTimestamp, _maxTimestamp,
            Producer.Id, Producer.Epoch, Producer.BaseSequence, _count);
        RecordBatch.Write(batch, fields, records);
        return batch;
    }

    private void AddBytes(byte[]? bytes)
    {
        Varint.Write(_body, bytes?.Length ?? -1);
        if (bytes is not null)
            _body.AddRange(bytes);
    }
}
