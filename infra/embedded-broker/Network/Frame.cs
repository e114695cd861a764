using System.Buffers;
using System.Numerics;

namespace MsaSample.Broker.Network;

/// <summary>
/// One frame in a pooled buffer. Memory for all of it is reserved at once, so that two half-received frames never wait for each
/// other. The buffer grows as the bytes arrive, because a declared size alone is no reason to allocate.
/// </summary>
internal sealed class Frame : IDisposable
{
    // Most requests fit into the first buffer; larger ones double it.
    private const int FirstRent = MemoryShare.NoWaitBytes;

    private readonly int _size;
    private readonly RequestShare _memory;
    private byte[]? _buffer = [];
    private int _filled;

    private Frame(int size, RequestShare memory) => (_size, _memory) = (size, memory);

    public bool IsComplete => _filled == _size;

    /// <summary>The bytes after the size; valid and writable until the frame is disposed.</summary>
    public Memory<byte> Body => _buffer.AsMemory(0, _filled);

    // The size of the buffer that the pool rents in the end.
    private long Reserved => BitOperations.RoundUpToPowerOf2((uint)_size);

    /// <summary>Waits for the memory, then returns an empty frame.</summary>
    /// <param name="size">Bytes after the size.</param>
    /// <param name="memory">The share that the frame uses until it is disposed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async ValueTask<Frame> ReserveAsync(int size, RequestShare memory, CancellationToken cancellationToken)
    {
        var frame = new Frame(size, memory);
        await memory.AcquireAsync(frame.Reserved, cancellationToken);
        return frame;
    }

    /// <summary>Copies what belongs to this frame and returns where the rest begins.</summary>
    public SequencePosition Append(ReadOnlySequence<byte> bytes)
    {
        var mine = bytes.Slice(0, Math.Min(bytes.Length, _size - _filled));
        Grow(_filled + (int)mine.Length);
        mine.CopyTo(_buffer.AsSpan(_filled));
        _filled += (int)mine.Length;
        return mine.End;
    }

    public void Dispose()
    {
        if (_buffer is not { } buffer)
            return;

        (_buffer, _filled) = (null, 0);
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
        _memory.Release(Reserved);
    }

    private void Grow(int needed)
    {
        var old = _buffer!;
        if (needed <= old.Length)
            return;

        _buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(_size, Math.Max(needed, Math.Max(FirstRent, old.Length * 2L))));
        old.AsSpan(0, _filled).CopyTo(_buffer);
        if (old.Length > 0)
            ArrayPool<byte>.Shared.Return(old);
    }
}
