using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MsaSample.Broker.Files;

/// <summary>The names in a directory, which the disk keeps apart from the files: a flushed file whose name was not is not found again after power loss.</summary>
internal static class DirectoryEntries
{
    private const int ReadOnly = 0;

    /// <summary>Waits until the disk has every name in the directory, or its absence. Windows keeps names in its journal by itself.</summary>
    /// <exception cref="IOException">The directory is not there, or the disk did not take it.</exception>
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
