namespace MsaSample.Broker.Storage.Directories;

/// <summary>Data directories that live no longer than their broker.</summary>
internal static class TemporaryDirectory
{
    private const string Prefix = "embedded-broker-";
    private const string MemoryFileSystem = "/dev/shm";
    private const int Attempts = 3;

    // Between making its directory and locking it a broker has nothing that says that it is alive.
    private static readonly TimeSpan Unlocked = TimeSpan.FromMinutes(1);

    /// <summary>A path that nothing has yet.</summary>
    public static string NewPath(bool inMemory) =>
        Path.Combine(inMemory && Directory.Exists(MemoryFileSystem) ? MemoryFileSystem : Path.GetTempPath(), $"{Prefix}{Guid.NewGuid():N}");

    /// <summary>Deletes what killed brokers left in memory: directories whose lock nobody holds, or that never got one.</summary>
    public static void DeleteLeftInMemory()
    {
        if (!Directory.Exists(MemoryFileSystem))
            return;

        foreach (var directory in Directory.GetDirectories(MemoryFileSystem, Prefix + "*"))
            DeleteIfAbandoned(directory);
    }

    /// <summary>Deletes a directory that another broker may be deleting too: each misses what the other was faster with.</summary>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    public static void Delete(string directory)
    {
        for (var attempt = 1; Directory.Exists(directory); attempt++)
        {
            try
            {
                Directory.Delete(directory, recursive: true);
            }
            catch (IOException) when (attempt < Attempts)
            {
                // What is left now, if anything, is for the next attempt.
            }
        }
    }

    // The lock is held meanwhile, so that brokers that start at the same time leave the directory to one of them.
    private static void DeleteIfAbandoned(string directory)
    {
        try
        {
            // The file system stamps with its own clock.
            if (TimeProvider.System.GetUtcNow() - Directory.GetLastWriteTimeUtc(directory) <= Unlocked)
                return;

            var path = Path.Combine(directory, ".lock");
            using var held = File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None) : null;
            Delete(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // In use, somebody else's, or another broker deletes it.
        }
    }
}
