using System.Buffers.Binary;
using System.Text;

namespace MsaSample.Broker.Protocol;

/// <summary>
/// Reads the protocol's primitive types from one complete frame, after checking the bounds. In flexible versions (KIP-482) it reads
/// compact lengths, otherwise fixed ones, so that messages need not distinguish the two.
/// </summary>
internal ref struct KafkaReader(Memory<byte> buffer, bool flexible = false)
{
    // For all arrays of a frame together: an element of two bytes may become an object of fifty.
    private const int MaxElements = 1_000_000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Memory<byte> _buffer = buffer;
    private readonly ReadOnlySpan<byte> _span = buffer.Span;
    private int _position;
    private int _elements;

    /// <summary>Whether lengths are compact and structs end with tagged fields.</summary>
    public bool Flexible { get; set; } = flexible;

    public readonly int Remaining => _span.Length - _position;

    public bool ReadBoolean() => Take(1)[0] != 0;

    public sbyte ReadInt8() => (sbyte)Take(1)[0];

    public short ReadInt16() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

    public int ReadInt32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    public long ReadInt64() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    public Guid ReadUuid() => new(Take(16), bigEndian: true);

    public uint ReadUnsignedVarint()
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var next = Take(1)[0];
            value |= (uint)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }

        throw new KafkaProtocolException("varint of more than five bytes");
    }

    public string ReadString() => ReadNullableString() ?? throw new KafkaProtocolException("null for a string that must not be null");

    public string? ReadNullableString()
    {
        var length = Flexible ? ReadCompactLength() : ReadInt16();
        if (length < 0)
            return null;

        // Compact lengths have no limit, but strings are written again with 16-bit lengths.
        if (length > short.MaxValue)
            throw new KafkaProtocolException($"string of {length} bytes");

        try
        {
            return Utf8.GetString(Take(length));
        }
        catch (DecoderFallbackException)
        {
            throw new KafkaProtocolException("string is not UTF-8");
        }
    }

    /// <summary>A copy of the bytes, which may outlive the frame.</summary>
    public byte[] ReadBytes() => ReadNullableBytes() ?? throw new KafkaProtocolException("null for bytes that must not be null");

    /// <summary>A copy of the bytes, which may outlive the frame.</summary>
    public byte[]? ReadNullableBytes()
    {
        var length = ReadLength();
        return length < 0 ? null : Take(length).ToArray();
    }

    /// <summary>Record batches, not copied: writable, and valid as long as the frame.</summary>
    public Memory<byte>? ReadNullableRecords()
    {
        var length = ReadLength();
        if (length < 0)
            return null;

        var start = _position;
        Take(length);
        return _buffer.Slice(start, length);
    }

    /// <summary>
    /// Length of an array; -1 for null. Each element takes at least one byte, so a larger count than the bytes left is malformed.
    /// </summary>
    public int ReadArrayLength()
    {
        var count = ReadLength();
        if (count > Remaining)
            throw new KafkaProtocolException($"array of {count} elements in {Remaining} bytes");

        _elements += Math.Max(0, count);
        return _elements <= MaxElements ? count : throw new KafkaProtocolException($"more than {MaxElements} array elements");
    }

    /// <summary>Skips the tagged fields at the end of a struct, which exist in flexible versions only.</summary>
    public void SkipTaggedFields()
    {
        if (!Flexible)
            return;

        for (var count = ReadUnsignedVarint(); count > 0; count--)
        {
            ReadUnsignedVarint();
            Take(checked((int)Math.Min(ReadUnsignedVarint(), int.MaxValue)));
        }
    }

    private int ReadLength() => Flexible ? ReadCompactLength() : ReadInt32();

    private int ReadCompactLength()
    {
        var encoded = ReadUnsignedVarint();
        return encoded <= int.MaxValue ? (int)encoded - 1 : throw new KafkaProtocolException($"compact length {encoded}");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)Remaining)
            throw new KafkaProtocolException($"{count} bytes expected, {Remaining} left");

        var taken = _span.Slice(_position, count);
        _position += count;
        return taken;
    }
}
