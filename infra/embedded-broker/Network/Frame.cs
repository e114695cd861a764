using System.Buffers;
using System.Numerics;

namespace MsaSample.Broker.Network;

/// <summary>
/// One frame in a pooled buffer. The memory for it is reserved once and wholly, so that no two half-received ones wait for each
/// other; the buffer grows as the bytes arrive, for a declared size is worth nothing until then.
/// </summary>
internal sealed class Frame : IDisposable
{
    // Most requests fit into it; what is larger doubles.
    private const int FirstRent = MemoryShare.AlwaysThere;

    private readonly int _size;
    private readonly RequestShare _memory;
    private byte[]? _buffer = [];
    private int _filled;

    private Frame(int size, RequestShare memory) => (_size, _memory) = (size, memory);

    public bool IsComplete => _filled == _size;

    /// <summary>The bytes after the size; valid and writable until the frame is disposed.</summary>
    public Memory<byte> Body => _buffer.AsMemory(0, _filled);

    // What the pool makes of the size in the end.
    private long Reserved => BitOperations.RoundUpToPowerOf2((uint)_size);

    /// <summary>An empty frame, as soon as there is memory for all of it.</summary>
    /// <param name="size">Bytes after the size.</param>
    /// <param name="memory">What it takes its memory from until it is disposed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async ValueTask<Frame> ReserveAsync(int size, RequestShare memory, CancellationToken cancellationToken)
    {
        var frame = new Frame(size, memory);
        await memory.AcquireAsync(frame.Reserved, cancellationToken);
        return frame;
    }

    /// <summary>Takes what belongs to this frame and says where the rest begins.</summary>
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
