namespace MsaSample.Broker.Storage;

/// <summary>Data directories that live no longer than their broker.</summary>
internal static class TemporaryDirectory
{
    private const string Prefix = "embedded-broker-";
    private const string MemoryFileSystem = "/dev/shm";

    // Between making its directory and locking it a broker has nothing that says that it is alive.
    private static readonly TimeSpan Unlocked = TimeSpan.FromMinutes(1);

    /// <summary>A path that nothing has yet.</summary>
    public static string NewPath(bool inMemory) =>
        Path.Combine(inMemory && Directory.Exists(MemoryFileSystem) ? MemoryFileSystem : Path.GetTempPath(), $"{Prefix}{Guid.NewGuid():N}");

    /// <summary>Deletes what killed brokers left in memory: directories whose lock nobody holds.</summary>
    public static void DeleteLeftInMemory()
    {
        var left = Directory.Exists(MemoryFileSystem) ? Directory.GetDirectories(MemoryFileSystem, Prefix + "*") : [];
        // The file system stamps with its own clock.
        foreach (var directory in left.Where(path => TimeProvider.System.GetUtcNow() - Directory.GetLastWriteTimeUtc(path) > Unlocked))
        {
            if (IsAbandoned(directory))
                Directory.Delete(directory, recursive: true);
        }
    }

    private static bool IsAbandoned(string directory)
    {
        try
        {
            using var held = new FileStream(Path.Combine(directory, ".lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // in use, or somebody else's
        }
    }
}
