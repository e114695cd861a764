using Microsoft.Win32.SafeHandles;

namespace MsaSample.Broker.Storage.Segments;

/// <summary>The log file of one segment. Writes are unbuffered: what was written survives a kill of the process.</summary>
/// <remarks>The handle is closed when the owner has disposed the file and the last lease has ended.</remarks>
internal class LogFile(string path) : IDisposable
{
    private readonly SafeFileHandle _handle = File.OpenHandle(
        path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    private int _users = 1;
    private int _disposed;

    /// <summary>The current path; set after a rename of the file.</summary>
    public string Path { get; set; } = path;

    public SafeFileHandle Handle => _handle;

    public long Length => RandomAccess.GetLength(_handle);

    public virtual void Write(ReadOnlySpan<byte> bytes, long position) => RandomAccess.Write(_handle, bytes, position);

    /// <summary>Reads until <paramref name="target"/> is full or the file ends; returns the bytes read.</summary>
    public int Read(Span<byte> target, long position)
    {
        var total = 0;
        while (total < target.Length)
        {
            var read = RandomAccess.Read(_handle, target[total..], position + total);
            if (read == 0)
                break;

            total += read;
        }

        return total;
    }

    public void Truncate(long length) => RandomAccess.SetLength(_handle, length);

    /// <summary>Flushes the file to disk (fsync).</summary>
    /// <exception cref="IOException">The flush failed.</exception>
    public virtual void Flush() => RandomAccess.FlushToDisk(_handle);

    /// <summary>Keeps the handle open until <see cref="EndLease"/>; false when it was closed already.</summary>
    public bool TryLease()
    {
        var users = Volatile.Read(ref _users);
        while (users > 0)
        {
            var seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
                return true;

            users = seen;
        }

        return false;
    }

    public void EndLease()
    {
        if (Interlocked.Decrement(ref _users) == 0)
            _handle.Dispose();
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            EndLease();

        GC.SuppressFinalize(this);
    }
}
