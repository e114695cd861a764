using System.Buffers;
using MsaSample.Broker.Protocol.Records;

namespace MsaSample.Broker.Storage.Segments;

/// <summary>Walks through the batches of a log file, reading ahead into a pooled buffer.</summary>
/// <param name="file">The log file; the caller holds a lease.</param>
/// <param name="start">Position of the first batch.</param>
/// <param name="end">Position at which to stop.</param>
/// <param name="whole">Whether <see cref="Current"/> holds the records too; otherwise only headers are read.</param>
internal sealed class BatchScanner(LogFile file, long start, long end, bool whole) : IDisposable
{
    private const int HeaderChunk = 8 * 1024;
    private const int WholeChunk = 1024 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(whole ? WholeChunk : HeaderChunk);
    private long _bufferStart;
    private int _buffered;
    private long _next = start;
    private int _currentSize;

    /// <summary>Position of the current batch.</summary>
    public long Position { get; private set; } = start;

    /// <summary>Position after the current batch; after the last one, of the first byte that belongs to no complete batch.</summary>
    public long Next => _next;

    /// <summary>The batch that <see cref="MoveNext"/> found: its header, and its records when whole batches are read.</summary>
    public RecordBatch Current => new(CurrentBytes);

    /// <summary>The bytes of <see cref="Current"/>.</summary>
    public ReadOnlySpan<byte> CurrentBytes => _buffer.AsSpan((int)(Position - _bufferStart), _currentSize);

    /// <summary>Moves to the next batch; false at the end, and where the bytes are not a complete batch of magic 2.</summary>
    public bool MoveNext()
    {
        if (end - _next < RecordBatch.HeaderSize || !Ensure(_next, RecordBatch.HeaderSize))
            return false;

        var header = new RecordBatch(_buffer.AsSpan((int)(_next - _bufferStart), RecordBatch.HeaderSize));
        var size = header.SizeInBytes;
        if (size < RecordBatch.HeaderSize || size > end - _next || header.Magic != RecordBatch.CurrentMagic)
            return false;

        if (whole && !Ensure(_next, (int)size))
            return false;

        Position = _next;
        _currentSize = whole ? (int)size : RecordBatch.HeaderSize;
        _next += size;
        return true;
    }

    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private bool Ensure(long position, int count)
    {
        if (position >= _bufferStart && position + count <= _bufferStart + _buffered)
            return true;

        if (count > _buffer.Length)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(count);
        }

        _bufferStart = position;
        _buffered = file.Read(_buffer.AsSpan(0, (int)Math.Min(_buffer.Length, end - position)), position);
        return _buffered >= count;
    }
}
