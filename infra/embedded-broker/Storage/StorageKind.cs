namespace MsaSample.Broker.Storage;

/// <summary>Where the logs are stored.</summary>
public enum StorageKind
{
    /// <summary>On disk, in the data directory or a temporary one.</summary>
    Disk,

    /// <summary>
    /// In memory, for tests: the same files, in <c>/dev/shm</c> or, where a system has none, in the temporary directory. They are deleted
    /// when the broker stops; files of a killed process are deleted when the next broker starts.
    /// </summary>
    Memory,
}
