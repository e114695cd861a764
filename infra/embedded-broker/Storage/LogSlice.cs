using Microsoft.Win32.SafeHandles;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage;

/// <summary>
/// Consecutive whole batches in a log file. The file stays open until the slice is disposed, even when the segment is deleted.
/// </summary>
internal readonly record struct LogSlice : IDisposable
{
    private readonly LogFile? _file;

    private LogSlice(ErrorCode error, LogFile? file, long position, int length)
    {
        (Error, _file, Position, Length) = (error, file, position, length);
    }

    public static LogSlice Empty => default;

    public ErrorCode Error { get; }

    /// <summary>Position of the first batch in the file.</summary>
    public long Position { get; }

    /// <summary>Size in bytes; 0 for an empty slice, which has no file.</summary>
    public int Length { get; }

    public SafeFileHandle Handle => _file?.Handle ?? throw new InvalidOperationException("An empty slice has no file.");

    /// <summary>An offset above all records of the slice.</summary>
    public long UpperBound { get; private init; }

    public static LogSlice Failed(ErrorCode error) => new(error, null, 0, 0);

    /// <summary>Creates a slice that takes over the caller's lease on <paramref name="file"/>.</summary>
    public static LogSlice Of(LogFile file, long position, int length, long upperBound) =>
        new(ErrorCode.None, file, position, length) { UpperBound = upperBound };

    /// <summary>Reads from the start until <paramref name="target"/> is full or the file ends; returns the bytes read.</summary>
    public int Read(Span<byte> target) => _file?.Read(target, Position) ?? 0;

    public void Dispose() => _file?.EndLease();
}
