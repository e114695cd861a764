using System.Buffers;

namespace MsaSample.Broker.Network;

/// <summary>One frame in a pooled buffer that grows as its bytes arrive.</summary>
internal sealed class Frame(int size, int firstRent) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(firstRent);
    private int _filled;

    public bool IsComplete => _filled == size;

    /// <summary>The bytes after the size; valid and writable until the frame is disposed.</summary>
    public Memory<byte> Body => _buffer.AsMemory(0, _filled);

    /// <summary>Takes what belongs to this frame and says where the rest begins.</summary>
    public SequencePosition Append(ReadOnlySequence<byte> bytes)
    {
        var mine = bytes.Slice(0, Math.Min(bytes.Length, size - _filled));
        Reserve(_filled + (int)mine.Length);
        mine.CopyTo(_buffer.AsSpan(_filled));
        _filled += (int)mine.Length;
        return mine.End;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Reserve(int needed)
    {
        if (needed <= _buffer.Length)
            return;

        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(size, Math.Max(needed, _buffer.Length * 2)));
        _buffer.AsSpan(0, _filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
