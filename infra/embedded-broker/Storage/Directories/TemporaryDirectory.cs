namespace MsaSample.Broker.Storage.Directories;

/// <summary>Data directories that are deleted when their broker stops.</summary>
internal static class TemporaryDirectory
{
    private const string Prefix = "embedded-broker-";
    private const string MemoryFileSystem = "/dev/shm";
    private const int Attempts = 3;

    // A starting broker creates its directory before it locks it, so a young directory without a lock is in use.
    private static readonly TimeSpan MaxAgeWithoutLock = TimeSpan.FromMinutes(1);

    /// <summary>A new path in the temporary folder, or in memory (<c>/dev/shm</c>) where the system has that; nothing is created.</summary>
    public static string NewPath(bool inMemory) =>
        Path.Combine(inMemory && Directory.Exists(MemoryFileSystem) ? MemoryFileSystem : Path.GetTempPath(), $"{Prefix}{Guid.NewGuid():N}");

    /// <summary>Deletes the directories of killed brokers from memory: those whose lock is free, or that have none.</summary>
    public static void DeleteAbandonedInMemory()
    {
        if (!Directory.Exists(MemoryFileSystem))
            return;

        foreach (var directory in Directory.GetDirectories(MemoryFileSystem, Prefix + "*"))
            DeleteIfAbandoned(directory);
    }

    /// <summary>Deletes a directory. Another broker may be deleting it at the same time, so a failure is retried.</summary>
    /// <exception cref="IOException">The directory cannot be deleted.</exception>
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
                // The next attempt deletes what is left.
            }
        }
    }

    // Holds the lock while it deletes, so that only one of several starting brokers deletes the directory.
    private static void DeleteIfAbandoned(string directory)
    {
        try
        {
            // File times come from the system clock, so an injected clock would not fit them.
            if (TimeProvider.System.GetUtcNow() - Directory.GetLastWriteTimeUtc(directory) <= MaxAgeWithoutLock)
                return;

            var path = Path.Combine(directory, ".lock");
            using var held = File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None) : null;
            Delete(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The directory is in use, belongs to another user, or is being deleted by another broker.
        }
    }
}
