using System.Globalization;

namespace MsaSample.Launcher.Processes;

/// <summary>
/// An exclusive lock on a file in the data directory, so that only one launcher uses it. The system releases it however the launcher ends.
/// </summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <summary>Creates the directory if necessary, and locks it.</summary>
    /// <exception cref="LaunchException">Another launcher uses it, or it cannot be written.</exception>
    public static DataDirectoryLock Take(string directory)
    {
        var path = Path.Combine(directory, "launcher.lock");
        var pidFile = Path.Combine(directory, "launcher.pid");
        FileStream file;
        try
        {
            Directory.CreateDirectory(directory);
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new LaunchException($"the data directory {directory} cannot be written: {e.Message} Choose another with --data");
        }
        catch (IOException e)
        {
            throw new LaunchException(HolderOf(pidFile) is { } pid
                ? $"the data directory {directory} is in use by another launcher (pid {pid}); stop it, or choose another with --data"
                : $"the data directory {directory} cannot be used: {e.Message}. Choose another with --data");
        }

        // In a file of its own, because others cannot read a locked file.
        File.WriteAllText(pidFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new DataDirectoryLock(file);
    }

    public void Dispose() => _file.Dispose();

    private static int? HolderOf(string pidFile) =>
        File.Exists(pidFile)
        && int.TryParse(File.ReadAllText(pidFile), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
        && ProcessTable.CommandOf(pid).Length > 0
            ? pid
            : null;
}
