using System.Buffers;

namespace MsaSample.Broker.Protocol.Records;

/// <summary>Decompressed records in a rented buffer that grows; disposing returns it.</summary>
internal sealed class UnpackedRecords(int initialCapacity) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(initialCapacity);
    private int _length;

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>The unused part of the buffer; never empty.</summary>
    public Span<byte> Free => _buffer.AsSpan(_length);

    /// <summary>Adds bytes written to <see cref="Free"/> and makes room for more; false beyond <paramref name="limit"/> bytes.</summary>
    public bool TryAdvance(int count, int limit)
    {
        _length += count;
        if (_length > limit)
            return false;

        if (_length == _buffer.Length)
            Grow(_buffer.Length * 2);

        return true;
    }

    /// <summary>Makes <see cref="Free"/> at least <paramref name="count"/> bytes plus one.</summary>
    public void Reserve(int count)
    {
        if (_buffer.Length - _length <= count)
            Grow(Math.Max(_length + count + 1, _buffer.Length * 2));
    }

    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Grow(int capacity)
    {
        var larger = ArrayPool<byte>.Shared.Rent(capacity);
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
