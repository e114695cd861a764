using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MsaSample.Broker.Files;

/// <summary>
/// Flushes the entries of a directory, which are separate from the files: a flushed file is lost after power loss when its entry was not
/// flushed.
/// </summary>
internal static class DirectoryEntries
{
    private const int ReadOnly = 0;

    /// <summary>Waits until additions to and removals from the directory are on disk. Windows does this by itself.</summary>
    /// <exception cref="IOException">The directory does not exist, or the flush failed.</exception>
    public static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows())
            return;

        using var handle = Open(directory, ReadOnly);
        if (handle.IsInvalid || Fsync(handle) != 0)
            throw new IOException($"cannot flush {directory}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fsync(SafeFileHandle file);
}
