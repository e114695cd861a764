using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace MsaSample.Broker.Protocol;

/// <summary>
/// Writes the protocol's primitive types into a growing buffer, as <see cref="KafkaReader"/> reads them. Records are not copied: the
/// writer notes where in the frame a region of a log file belongs, and the sender streams it.
/// </summary>
internal sealed class KafkaWriter(bool flexible = false)
{
    private byte[] _buffer = new byte[256];
    private int _length;
    private readonly List<Insertion> _insertions = [];

    /// <summary>Whether lengths are compact and structs end with tagged fields (KIP-482).</summary>
    public bool Flexible { get; private set; } = flexible;

    /// <summary>The bytes written, without the file regions.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <summary>The file regions in order, each with its position in <see cref="Written"/>.</summary>
    public IReadOnlyList<Insertion> Insertions => _insertions;

    /// <summary>Length in bytes of the whole frame, file regions included.</summary>
    public long TotalLength => _length + _insertions.Sum(i => (long)i.Region.Length);

    /// <summary>Starts another frame and keeps the buffer, unless it is large.</summary>
    public void Reset(bool flexible)
    {
        Flexible = flexible;
        _length = 0;
        _insertions.Clear();
        if (_buffer.Length > 1 << 20)
            _buffer = new byte[256];
    }

    public void WriteBoolean(bool value) => Grow(1)[0] = value ? (byte)1 : (byte)0;

    public void WriteInt8(sbyte value) => Grow(1)[0] = (byte)value;

    public void WriteInt16(short value) => BinaryPrimitives.WriteInt16BigEndian(Grow(2), value);

    public void WriteInt32(int value) => BinaryPrimitives.WriteInt32BigEndian(Grow(4), value);

    public void WriteInt64(long value) => BinaryPrimitives.WriteInt64BigEndian(Grow(8), value);

    public void WriteError(ErrorCode error) => WriteInt16((short)error);

    public void WriteUuid(Guid value) => value.TryWriteBytes(Grow(16), bigEndian: true, out _);

    public void WriteUnsignedVarint(uint value)
    {
        for (; value >= 0x80; value >>= 7)
            Grow(1)[0] = (byte)(value | 0x80);
        Grow(1)[0] = (byte)value;
    }

    public void WriteString(string value)
    {
        var size = Encoding.UTF8.GetByteCount(value);
        if (Flexible)
            WriteUnsignedVarint((uint)size + 1);
        else
            WriteInt16(checked((short)size));
        Encoding.UTF8.GetBytes(value, Grow(size));
    }

    public void WriteNullableString(string? value)
    {
        if (value is not null)
            WriteString(value);
        else if (Flexible)
            WriteUnsignedVarint(0);
        else
            WriteInt16(-1);
    }

    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        WriteLength(value.Length);
        WriteRaw(value);
    }

    /// <summary>Writes bytes without a length.</summary>
    public void WriteRaw(ReadOnlySpan<byte> value) => value.CopyTo(Grow(value.Length));

    /// <summary>Adds record batches of a file, which must stay readable until the frame is sent.</summary>
    public void WriteRecords(FileRegion region)
    {
        WriteLength(region.Length);
        if (region.Length > 0)
            _insertions.Add(new Insertion(_length, region));
    }

    public void WriteArray<T>(IReadOnlyCollection<T> items, short version) where T : IWritable
    {
        WriteLength(items.Count);
        foreach (var item in items)
            item.Write(this, version);
    }

    public void WriteNullableArray<T>(IReadOnlyCollection<T>? items, short version) where T : IWritable
    {
        if (items is null)
            WriteLength(-1);
        else
            WriteArray(items, version);
    }

    public void WriteStrings(IReadOnlyCollection<string> items)
    {
        WriteLength(items.Count);
        foreach (var item in items)
            WriteString(item);
    }

    public void WriteInt32s(IReadOnlyCollection<int> items)
    {
        WriteLength(items.Count);
        foreach (var item in items)
            WriteInt32(item);
    }

    /// <summary>Ends a struct that has no tagged fields; writes nothing in versions that are not flexible.</summary>
    public void WriteNoTaggedFields()
    {
        if (Flexible)
            WriteUnsignedVarint(0);
    }

    /// <summary>Writes the length of an array or of bytes; -1 for null.</summary>
    public void WriteLength(int length)
    {
        if (Flexible)
            WriteUnsignedVarint((uint)(length + 1));
        else
            WriteInt32(length);
    }

    private Span<byte> Grow(int count)
    {
        var needed = _length + count;
        if (needed > _buffer.Length)
            Array.Resize(ref _buffer, (int)BitOperations.RoundUpToPowerOf2((uint)needed));

        var span = _buffer.AsSpan(_length, count);
        _length = needed;
        return span;
    }

    /// <summary>A file region and its place in the frame.</summary>
    internal readonly record struct Insertion(int Position, FileRegion Region);
}
