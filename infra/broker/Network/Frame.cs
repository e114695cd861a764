using System.Buffers;

namespace MsaSample.Broker.Network;

/// <summary>One frame in a pooled buffer that grows as its bytes arrive: a declared size is worth nothing until then.</summary>
/// <param name="size">Bytes after the size.</param>
/// <param name="memory">What the buffer is taken from; null when it counts on nothing.</param>
internal sealed class Frame(int size, RequestMemory? memory) : IDisposable
{
    // Most requests fit into it; what is larger doubles.
    private const int FirstRent = 4096;

    private byte[] _buffer = [];
    private int _filled;

    public bool IsComplete => _filled == size;

    /// <summary>The bytes after the size; valid and writable until the frame is disposed.</summary>
    public Memory<byte> Body => _buffer.AsMemory(0, _filled);

    /// <summary>Takes what belongs to this frame and says where the rest begins; waits while there is no memory for it.</summary>
    public async ValueTask<SequencePosition> AppendAsync(ReadOnlySequence<byte> bytes, CancellationToken cancellationToken)
    {
        var mine = bytes.Slice(0, Math.Min(bytes.Length, size - _filled));
        await ReserveAsync(_filled + (int)mine.Length, cancellationToken);
        mine.CopyTo(_buffer.AsSpan(_filled));
        _filled += (int)mine.Length;
        return mine.End;
    }

    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        if (buffer.Length == 0)
            return;

        ArrayPool<byte>.Shared.Return(buffer);
        memory?.Release(buffer.Length);
    }

    private async ValueTask ReserveAsync(int needed, CancellationToken cancellationToken)
    {
        if (needed <= _buffer.Length)
            return;

        var old = _buffer;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(size, Math.Max(needed, Math.Max(FirstRent, old.Length * 2))));
        try
        {
            if (memory is not null)
                await memory.AcquireAsync(larger.Length - old.Length, cancellationToken);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(larger);
            throw;
        }

        old.AsSpan(0, _filled).CopyTo(larger);
        _buffer = larger;
        if (old.Length > 0)
            ArrayPool<byte>.Shared.Return(old);
    }
}
