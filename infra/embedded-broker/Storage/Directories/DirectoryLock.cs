using MsaSample.Broker.Files;

namespace MsaSample.Broker.Storage.Directories;

/// <summary>
/// The lock of one broker on a data directory: the file <c>.lock</c> is held open while the broker runs. The marker
/// <c>.kafka_cleanshutdown</c> lies beside it from a clean shutdown until the next start.
/// </summary>
internal sealed class DirectoryLock : IAsyncDisposable
{
    private readonly FileStream _lock;
    private readonly string _marker;

    private DirectoryLock(FileStream held, string marker, bool wasCleanShutdown) =>
        (_lock, _marker, WasCleanShutdown) = (held, marker, wasCleanShutdown);

    /// <summary>The previous broker was shut down cleanly.</summary>
    public bool WasCleanShutdown { get; }

    /// <summary>Creates the directory if it does not exist and locks it against other brokers.</summary>
    /// <exception cref="IOException">Another broker uses it, or it cannot be written.</exception>
    public static DirectoryLock Acquire(string path)
    {
        Directory.CreateDirectory(path);
        try
        {
            var held = new FileStream(Path.Combine(path, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var marker = Path.Combine(path, ".kafka_cleanshutdown");
            return new DirectoryLock(held, marker, File.Exists(marker));
        }
        catch (IOException e)
        {
            throw new IOException($"the data directory {path} is in use by another broker", e);
        }
    }

    /// <summary>Removes the marker, so that a crash from now on is recognized at the next start.</summary>
    /// <exception cref="IOException">The marker cannot be removed.</exception>
    public void RemoveCleanShutdownMarker()
    {
        if (!WasCleanShutdown)
            return;

        File.Delete(_marker);
        DirectoryEntries.Flush(Path.GetDirectoryName(_marker)!); // power loss must not bring it back
    }

    /// <summary>Writes the marker once everything is on disk and closed: the next start need not verify the logs.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public void WriteCleanShutdownMarker() => AtomicFile.Write(_marker, """{"version":0,"brokerEpoch":"-1"}""");

    public ValueTask DisposeAsync() => _lock.DisposeAsync();
}
