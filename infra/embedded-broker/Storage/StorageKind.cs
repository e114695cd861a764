namespace MsaSample.Broker.Storage;

/// <summary>Where a broker keeps its logs.</summary>
public enum StorageKind
{
    /// <summary>In the data directory, or in a temporary one.</summary>
    Disk,

    /// <summary>
    /// In the memory of the machine, for tests: the same files, in the system's memory file system (<c>/dev/shm</c>). Gone when the broker stops; what a killed
    /// process left goes when the next one starts. Where a system has no such place, the temporary directory serves.
    /// </summary>
    Memory,
}
