namespace MsaSample.Broker.Storage.Directories;

/// <summary>The use of a data directory by one broker: <c>.lock</c> is held meanwhile, and <c>.kafka_cleanshutdown</c> lies there from an orderly end to the next beginning.</summary>
internal sealed class DirectoryUse : IAsyncDisposable
{
    private readonly FileStream _lock;
    private readonly string _mark;

    private DirectoryUse(FileStream held, string mark, bool wasLeftInOrder) => (_lock, _mark, WasLeftInOrder) = (held, mark, wasLeftInOrder);

    /// <summary>The broker before stopped in order.</summary>
    public bool WasLeftInOrder { get; }

    /// <summary>Makes the directory if need be and keeps every other broker out of it.</summary>
    /// <exception cref="IOException">Another broker uses it, or it cannot be written.</exception>
    public static DirectoryUse Begin(string path)
    {
        Directory.CreateDirectory(path);
        try
        {
            var held = new FileStream(Path.Combine(path, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var mark = Path.Combine(path, ".kafka_cleanshutdown");
            return new DirectoryUse(held, mark, File.Exists(mark));
        }
        catch (IOException e)
        {
            throw new IOException($"the data directory {path} is in use by another broker", e);
        }
    }

    /// <summary>From now on only <see cref="MarkInOrder"/> says that the directory was left in order.</summary>
    /// <exception cref="IOException">The disk does not let it go.</exception>
    public void TakeMark()
    {
        if (!WasLeftInOrder)
            return;

        File.Delete(_mark);
        DirectoryEntries.Flush(Path.GetDirectoryName(_mark)!); // power loss must not bring it back
    }

    /// <summary>Everything is on disk and closed: the next start need not look for damage.</summary>
    /// <exception cref="IOException">The disk does not take the mark.</exception>
    public void MarkInOrder() => AtomicFile.Write(_mark, """{"version":0,"brokerEpoch":"-1"}""");

    public ValueTask DisposeAsync() => _lock.DisposeAsync();
}
